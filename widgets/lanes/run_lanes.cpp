// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/run_lanes.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace lab::widgets {

namespace {

// Variants whose chains of comparison end in the same one compute the same.
std::size_t workOf(const session::RunState& state, std::size_t variant)
{
    for (std::size_t steps = 0; steps < state.variants.size(); ++steps) {
        const std::size_t against = state.variants[variant].against;
        if (against == variant || against >= state.variants.size())
            break;
        variant = against;
    }
    return variant;
}

} // namespace

std::vector<LaneGroup> laneGroups(const session::RunState& state, std::size_t chosen)
{
    std::vector<LaneGroup> groups;
    for (std::size_t v = 0; v < state.variants.size(); ++v) {
        const session::VariantResult& result = state.variants[v];
        if (!result.capture || !result.capture->trace)
            continue;
        LaneGroup group;
        group.title = QString::fromStdString(result.variant.label);
        group.trace = result.capture->trace;
        group.scene = result.capture->scene;
        group.facts = result.capture->facts;
        group.variant = v;
        group.work = workOf(state, v);
        group.chosen = v == chosen;
        group.slate = result.variant.alone();
        QStringList notes;
        if (!result.capture->complete)
            notes << QCoreApplication::translate("Lanes", "still running");
        else if (result.median > 0 && state.mode != session::Mode::Live)
            notes << QCoreApplication::translate("Lanes", "median %1").arg(formatTime(result.median));
        const std::size_t sequential = std::min(state.sequentialVariant, state.variants.size() - 1);
        if (result.difference && result.tolerance > state.variants[sequential].tolerance) // lower precision
            notes << QCoreApplication::translate("Lanes", "error %1").arg(*result.difference, 0, 'g', 2);
        group.note = notes.join(QStringLiteral(", "));
        groups.push_back(std::move(group));
    }
    return groups;
}

double clockCut(const session::RunState& state, std::size_t variant)
{
    constexpr double kFarLonger = 6;    // beyond, the chosen one would be a stub at the left
    constexpr double kOthersLonger = 3; // of variants that it is not compared with
    constexpr double kRoom = 1.08;
    const auto duration = [](const session::VariantResult& result) {
        return result.capture && result.capture->trace
                   ? static_cast<double>(result.capture->trace->duration())
                   : 0.0;
    };
    if (variant >= state.variants.size())
        return 0;
    const double own = duration(state.variants[variant]);
    const std::size_t against = std::min(state.variants[variant].against, state.variants.size() - 1);
    const double base = duration(state.variants[against]);
    const double shown = base > own * kFarLonger ? own : std::max(own, base);
    double longest = 0;
    for (const session::VariantResult& result : state.variants)
        longest = std::max(longest, duration(result));
    return own > 0 && longest > shown * kOthersLonger ? shown * kRoom : 0;
}

} // namespace lab::widgets
