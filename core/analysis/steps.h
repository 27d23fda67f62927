// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/causes.h"

#include <optional>

namespace lab::analysis {

/// The last step of all lanes to end that is no idle end of a lane. None without steps.
std::optional<StepId> lastStep(const Causes& causes);

constexpr bool isHold(const Step& step)
{
    return step.state == trace::State::Holds || step.state == trace::State::HoldsWhileOthersWait;
}

/// Whether there are units that both are of; a span of none counts as one of its first.
bool shareUnits(const trace::Span& a, const trace::Span& b);

} // namespace lab::analysis
