// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/run_session.h"

#include <cstddef>
#include <optional>

namespace lab::session {

/// What a run answers to the lesson's question.
struct Outcome
{
    std::size_t variant = 0;
    std::size_t against = 0;
    double speedup = 1;
    /// 95 %; absent where the two were not compared in turn, or in too few placements.
    std::optional<analysis::Interval> interval;
};

/// Absent while there is no answer: in Live mode and sweeps, before both variants were measured, and with
/// settings that the question is not about.
std::optional<Outcome> outcomeOf(const scenario::ScenarioInfo& info, const RunState& state);

} // namespace lab::session
