// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/statistics.h"

#include <vector>

namespace lab::proof {

/// A speedup that one run states, with its 95 % interval.
struct Figure
{
    double speedup = 0;
    analysis::Interval interval;
};

struct Share
{
    int held = 0;
    int of = 0;

    double percent() const { return of > 0 ? 100.0 * held / of : 100; }
    Share& operator+=(const Share& other)
    {
        held += other.held;
        of += other.of;
        return *this;
    }
};

/// How many of the runs' intervals contain the median of the other runs' speedups; nothing of fewer than two.
Share coverageOf(const std::vector<Figure>& figures);

/// Prints "least … greatest  median width %   held of all", and whether that is under 80 %, without a line's
/// end.
void printCoverage(const std::vector<Figure>& figures);

} // namespace lab::proof
