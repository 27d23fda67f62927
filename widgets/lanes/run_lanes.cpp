// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/run_lanes.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace lab::widgets {

std::vector<LaneGroup> laneGroups(const scenario::RunState& state, std::size_t chosen)
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
        group.variant = v;
        group.chosen = v == chosen;
        group.slate = result.variant.alone();
        QStringList notes;
        if (!result.capture->complete)
            notes << QCoreApplication::translate("Lanes", "still running");
        else if (result.median > 0 && state.mode != scenario::Mode::Live)
            notes << QCoreApplication::translate("Lanes", "median %1").arg(formatTime(result.median));
        const std::size_t sequential = std::min(state.sequentialVariant, state.variants.size() - 1);
        if (result.tolerance > state.variants[sequential].tolerance) // of lower precision
            notes << QCoreApplication::translate("Lanes", "error %1").arg(result.difference, 0, 'g', 2);
        group.note = notes.join(QStringLiteral(", "));
        groups.push_back(std::move(group));
    }
    return groups;
}

double clockCut(const scenario::RunState& state, std::size_t variant)
{
    constexpr double kFarLonger = 6; // beyond, the chosen one would be a stub at the left
    constexpr double kRoom = 1.08;
    const auto duration = [](const scenario::VariantResult& result) {
        return result.capture && result.capture->trace
                   ? static_cast<double>(result.capture->trace->duration())
                   : 0.0;
    };
    if (variant >= state.variants.size())
        return 0;
    const double own = duration(state.variants[variant]);
    double longest = 0;
    for (const scenario::VariantResult& result : state.variants)
        longest = std::max(longest, duration(result));
    return own > 0 && longest > own * kFarLonger ? own * kRoom : 0;
}

} // namespace lab::widgets
