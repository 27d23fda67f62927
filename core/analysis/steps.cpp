// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/steps.h"

#include <algorithm>

namespace lab::analysis {

std::optional<StepId> lastStep(const Causes& causes)
{
    std::optional<StepId> last;
    for (std::uint32_t lane = 0; lane < causes.lanes.size(); ++lane) {
        const auto& steps = causes.lanes[lane];
        const std::size_t count = steps.size() - (!steps.empty() && steps.back().leaves ? 1 : 0);
        if (count > 0 && (!last || causes.at(*last).end < steps[count - 1].end))
            last = {lane, static_cast<std::uint32_t>(count - 1)};
    }
    return last;
}

bool shareUnits(const trace::Span& a, const trace::Span& b)
{
    return a.first < b.first + std::max(b.count, 1u) && b.first < a.first + std::max(a.count, 1u);
}

} // namespace lab::analysis
