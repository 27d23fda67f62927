// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/run_lanes.h"

#include <QCoreApplication>

namespace lab::widgets {

std::vector<LaneGroup> laneGroups(const scenario::RunState& state)
{
    std::vector<LaneGroup> groups;
    for (std::size_t v = 0; v < state.variants.size(); ++v) {
        const scenario::VariantResult& result = state.variants[v];
        if (!result.capture || !result.capture->trace)
            continue;
        LaneGroup group;
        group.title = QString::fromStdString(result.variant.label);
        group.trace = result.capture->trace;
        group.scene = result.capture->scene;
        group.slate = !result.variant.usesPool;
        if (!result.capture->complete)
            group.note = QCoreApplication::translate("Lanes", "still running");
        else if (result.median > 0 && state.mode != scenario::Mode::Live)
            group.note = QCoreApplication::translate("Lanes", "median %1").arg(formatTime(result.median));
        groups.push_back(std::move(group));
    }
    return groups;
}

} // namespace lab::widgets
