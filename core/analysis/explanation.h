// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/blame.h"
#include "core/analysis/causes.h"
#include "core/analysis/critical_path.h"
#include "core/analysis/work_and_span.h"

#include <memory>
#include <span>
#include <vector>

namespace lab::analysis {

/// Why a recording took as long as it did: made once, with it, off the GUI thread. Immutable; any thread may
/// read.
struct Explanation
{
    Causes causes;
    std::vector<PathPart> path; ///< criticalPath()
    Blame blame;
    std::vector<Culprit> dearest; ///< the kDearest dearest of it
    WorkAndSpan law;

    std::size_t bytes() const; ///< that it takes, about
};

inline constexpr std::size_t kDearest = 10;

/// Null where there are more than kMostExplained spans: the graph takes as much memory again as the trace.
inline constexpr std::size_t kMostExplained = 4'000'000;
std::shared_ptr<const Explanation> explain(const trace::Trace& trace, std::span<const UnitNeed> unitNeeds);

} // namespace lab::analysis
