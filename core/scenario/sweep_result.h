// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/scaling.h"
#include "core/scenario/scenario.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lab::scenario {

/// Measured point of a sweep. `x` is the parameter's value, or the sequential time per item in µs.
struct SweepPoint
{
    std::size_t series = 0;
    std::int64_t value = 0;
    double x = 0;
    double speedup = 1;
    analysis::Interval interval{1, 1};
    int samples = 0;
    double perItem = 0; ///< ns
    analysis::Interval perItemInterval;
    bool coresBusy = false; ///< measured although the machine did not give all its cores
};

/// A finished or growing sweep.
struct SweepResult
{
    Sweep sweep;
    std::vector<SweepPoint> points;
    std::size_t planned = 0;
    /// For each series, where its speedup crosses 1.0×, if it does.
    std::vector<std::optional<analysis::Crossing>> crossings;
    std::string note; ///< points left out, and why; empty if none
    SweepAnnotations annotations;
};

/// Whether the cores were free at so many points that a sentence may be made of them: at two thirds.
inline bool isEvidence(const SweepResult& result)
{
    const auto busy = std::count_if(result.points.begin(), result.points.end(),
                                    [](const SweepPoint& point) { return point.coresBusy; });
    return 3 * static_cast<std::size_t>(busy) <= result.points.size();
}

} // namespace lab::scenario
