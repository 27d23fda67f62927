// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/critical_path.h"

#include "core/analysis/steps.h"

#include <algorithm>
#include <optional>

namespace lab::analysis {

std::vector<PathPart> criticalPath(const Causes& causes)
{
    std::vector<PathPart> path;
    std::optional<StepId> at = lastStep(causes);
    base::Nanoseconds end = at ? causes.at(*at).end : 0;
    while (at) {
        const Step& step = causes.at(*at);
        const StepId* culprit = causes.culpritOf(step);
        const bool heldBack = culprit && causes.at(*culprit).end >= step.begin;
        const base::Nanoseconds begin = heldBack ? causes.at(*culprit).end : step.begin;
        if (end > begin)
            path.push_back({*at, begin, end});
        end = begin;
        if (heldBack)
            at = *culprit;
        else if (at->step > 0)
            --at->step;
        else
            at = std::nullopt;
    }
    std::reverse(path.begin(), path.end());
    return path;
}

trace::StateTimes timesOf(const Causes& causes, const std::vector<PathPart>& path)
{
    trace::StateTimes times{};
    for (const PathPart& part : path)
        times[static_cast<std::size_t>(causes.at(part.step).state)] += part.duration();
    return times;
}

} // namespace lab::analysis
