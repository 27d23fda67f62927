// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/findings.h"

#include <algorithm>

namespace lab::session {

namespace {

constexpr std::size_t kFewest = 4;       // placements
constexpr std::size_t kFewestOfBase = 2; // long iterations take part in a few rounds only

} // namespace

bool hasInterval(const RunState& state, const VariantResult& result)
{
    const VariantResult& base = state.variants.at(result.against);
    return analysis::placementCount(result.samples) >= kFewest &&
           analysis::placementCount(base.samples) >= kFewestOfBase;
}

bool hasBase(const RunState& state, const VariantResult& result)
{
    return &state.variants.at(result.against) != &result;
}

bool hasSpeedup(const RunState& state, const VariantResult& result)
{
    return result.median > 0 && state.variants.at(result.against).median > 0;
}

std::optional<Disturbance> disturbanceOf(const RunState& state)
{
    if (state.mainVariant >= state.variants.size() || !state.variants[state.mainVariant].variant.usesPool)
        return std::nullopt;
    if (3 * state.throttled > state.rounds)
        return Disturbance::Throttled;
    if (state.capacityWorkers < 2 || state.capacity.least() <= 0) // nothing was probed
        return std::nullopt;
    if (3 * state.setAside > state.rounds)
        return Disturbance::RoundsSetAside;
    if (!isWholeCapacity(state.capacity, state.capacityWorkers, state.virtualMachine))
        return Disturbance::CoresBusy;
    return std::nullopt;
}

std::optional<analysis::Interval> gainInterval(const RunState& state)
{
    if (state.mode == Mode::Live || state.mainVariant >= state.variants.size())
        return std::nullopt;
    const VariantResult& main = state.variants[state.mainVariant];
    if (!hasBase(state, main) || !hasInterval(state, main))
        return std::nullopt;
    const bool againstSequential = main.against == state.sequentialVariant;
    if (againstSequential || !main.variant.usesPool)
        return main.speedupInterval;
    const auto measured =
        std::find_if(state.scaling.begin(), state.scaling.end(),
                     [&](const ScalingPoint& point) { return point.workers == state.request.workers; });
    if (measured != state.scaling.end() && measured->placements >= static_cast<int>(kFewest))
        return measured->interval;
    const VariantResult& sequential = state.variants.at(state.sequentialVariant);
    if (analysis::placementCount(sequential.samples) < kFewest)
        return std::nullopt;
    return analysis::ratioInterval(sequential.median, sequential.interval, main.median, main.interval);
}

std::optional<scenario::Verdict> verdictOf(const RunState& state)
{
    const auto gain = gainInterval(state);
    if (!gain)
        return std::nullopt;
    return scenario::measuredVerdict(gain->low, gain->high);
}

} // namespace lab::session
