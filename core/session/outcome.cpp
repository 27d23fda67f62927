// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/outcome.h"

#include "core/session/findings.h"

#include <algorithm>

namespace lab::session {

std::optional<Outcome> outcomeOf(const scenario::ScenarioInfo& info, const RunState& state)
{
    if (state.mode != Mode::Run || state.scenarioId != info.id)
        return std::nullopt;
    const scenario::Question& question = info.question;
    const bool asked = std::all_of(question.only.begin(), question.only.end(), [&](const auto& setting) {
        const auto found = state.request.settings.find(setting.first);
        return found != state.request.settings.end() && found->second == setting.second;
    });
    const std::size_t variant = question.variant.value_or(info.main);
    if (!asked || variant >= state.variants.size())
        return std::nullopt;
    const VariantResult& result = state.variants[variant];
    const std::size_t against = question.against.value_or(result.against);
    if (against >= state.variants.size() || against == variant)
        return std::nullopt;
    const VariantResult& base = state.variants[against];
    if (result.median <= 0 || base.median <= 0)
        return std::nullopt;
    if (against != result.against)
        return Outcome{variant, against, base.median / result.median, std::nullopt};
    Outcome outcome{variant, against, result.speedup, std::nullopt};
    if (hasInterval(state, result))
        outcome.interval = result.speedupInterval;
    return outcome;
}

} // namespace lab::session
