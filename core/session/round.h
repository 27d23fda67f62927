// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/placements.h"
#include "core/scenario/scenario.h"
#include "core/workers/capacity_probe.h"

#include <map>
#include <vector>

namespace lab::session {

/// What one turn of all variants measured.
struct Round
{
    int placement = 0;
    workers::Capacity capacity; ///< the least of its probes; zeros where nothing was probed
    bool disturbed = false; ///< a burst of several workers did not find its cores free, however often tried
    bool throttled = false; ///< the control group's quota was used up meanwhile
    std::vector<double> times;     ///< by variant; ns an iteration; 0: did not take part
    std::vector<double> captured;  ///< the same of the iteration that was recorded before the round
    std::map<int, double> scaling; ///< the main variant's ns by number of workers
    std::vector<scenario::MachineFigure> figures;
};

using KeptRounds = std::vector<const Round*>;

/// Those in which nothing kept the workers from their cores; where there are none, all of them.
KeptRounds kept(const std::vector<Round>& rounds);

/// Those of one placement, by the same rule.
KeptRounds keptOf(const std::vector<Round>& rounds, int placement);

/// What `time(round)` is in each of `rounds` where it is above 0, by placement.
template<class Time>
analysis::Placed placed(const KeptRounds& rounds, const Time& time)
{
    analysis::Placed values;
    for (const Round* round : rounds) {
        const auto placement = static_cast<std::size_t>(round->placement);
        if (values.size() <= placement)
            values.resize(placement + 1);
        if (const double value = time(*round); value > 0)
            values[placement].push_back(value);
    }
    return values;
}

} // namespace lab::session
