// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/run_lanes.h"

#include "core/analysis/ideal.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <numeric>
#include <optional>

namespace lab::widgets {

namespace {

constexpr double kWorthTelling = 0.01;

// Of the time of all workers of the recorded iteration: in which of their spans is not known.
double shareWithoutCore(const session::Capture& capture)
{
    const auto all = static_cast<double>(capture.trace->duration()) * capture.workers;
    return capture.withoutCore && all > 0 ? std::min(static_cast<double>(*capture.withoutCore) / all, 1.0)
                                          : 0;
}

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

// On other cores than there are, and what keeps even these from as many times the speed: a model.
std::optional<LaneGroup> idealGroup(const session::RunState& state, int cores)
{
    const session::VariantResult& main = state.variants[state.mainVariant];
    const auto& sequential = state.variants[state.sequentialVariant].capture;
    if (cores < 1 || !main.capture || !sequential || !sequential->trace)
        return std::nullopt;
    const base::Nanoseconds startUp =
        main.breakdown.lanes > 0 ? main.breakdown.startUp / main.breakdown.lanes : 0;
    const auto ideal = analysis::idealRun(*sequential->trace, cores, startUp);
    if (!ideal)
        return std::nullopt;
    LaneGroup group;
    group.title = QCoreApplication::translate("Lanes", "%1 equal cores, model").arg(cores);
    group.trace = ideal->trace;
    group.scene = sequential->scene;
    group.variant = state.mainVariant;
    group.model = true;
    QStringList notes{QCoreApplication::translate("Lanes", "model: %1×").arg(threeDigits(ideal->speedup))};
    if (ideal->idleCores > 0)
        notes << QCoreApplication::translate("Lanes", "no work for %1 of them").arg(ideal->idleCores);
    else if (startUp > 0)
        notes << QCoreApplication::translate("Lanes", "start-up %1")
                     .arg(formatTime(static_cast<double>(startUp)));
    group.note = notes.join(QStringLiteral(", "));
    return group;
}

// What the critical path consists of, the largest first.
QString pathWords(const analysis::Explanation& why)
{
    constexpr std::size_t kMost = 2;
    constexpr double kLeast = 0.005;
    const trace::StateTimes times = analysis::timesOf(why.causes, why.path);
    const auto all = static_cast<double>(std::accumulate(times.begin(), times.end(), base::Nanoseconds{0}));
    auto states = trace::kStates;
    const auto of = [&](trace::State state) { return times[static_cast<std::size_t>(state)]; };
    std::stable_sort(states.begin(), states.end(),
                     [&](trace::State a, trace::State b) { return of(a) > of(b); });
    QStringList parts;
    for (std::size_t i = 0; i < kMost; ++i)
        if (const double share = all > 0 ? static_cast<double>(of(states[i])) / all : 0; share >= kLeast)
            parts << QStringLiteral("%1 %2").arg(states[i] == trace::State::Idle
                                                     ? QCoreApplication::translate("Lanes", "between tasks")
                                                     : Theme::of(ThemeKind::Light).state(states[i]).word(),
                                                 formatShare(share));
    return QCoreApplication::translate("Lanes", "critical path: %1").arg(parts.join(QStringLiteral(", ")));
}

} // namespace

std::vector<LaneGroup> laneGroups(const session::RunState& state, std::size_t chosen, int idealCores,
                                  bool path)
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
        group.why = result.capture->why;
        group.path = path && group.chosen;
        group.slate = result.variant.alone();
        QStringList notes;
        if (!result.capture->complete)
            notes << QCoreApplication::translate("Lanes", "still running");
        else if (result.median > 0 && state.mode != session::Mode::Live)
            notes << QCoreApplication::translate("Lanes", "median %1").arg(formatTime(result.median));
        const std::size_t sequential = std::min(state.sequentialVariant, state.variants.size() - 1);
        if (result.difference && result.tolerance > state.variants[sequential].tolerance) // lower precision
            notes << QCoreApplication::translate("Lanes", "error %1").arg(*result.difference, 0, 'g', 2);
        if (shareWithoutCore(*result.capture) >= kWorthTelling) // the breakdown says how much it cost
            notes << QCoreApplication::translate("Lanes", "short of cores");
        if (group.path && group.why)
            notes = {pathWords(*group.why)};
        group.note = notes.join(QStringLiteral(", "));
        groups.push_back(std::move(group));
        if (v != state.mainVariant)
            continue;
        if (auto ideal = idealGroup(state, idealCores))
            groups.push_back(std::move(*ideal));
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
