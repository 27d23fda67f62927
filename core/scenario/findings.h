// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/run_session.h"

#include <optional>

namespace lab::scenario {

/// Whether a variant and the one it is compared with took part in enough rounds for an interval to say
/// something: three and two. Fewer give a figure, but neither an interval nor a verdict.
bool hasInterval(const RunState& state, const VariantResult& result);

/// Whether `result`, one of the state's, is compared with another variant than itself.
bool hasBase(const RunState& state, const VariantResult& result);

/// Whether `result` and what it is compared with have both been measured: before that its speedup says
/// nothing.
bool hasSpeedup(const RunState& state, const VariantResult& result);

/// 95 % interval of what parallelism brought: the main variant's speedup against the scenario's sequential
/// one; of a main variant without workers its speedup as it is. Absent without enough rounds, without
/// another variant to compare with, and in Live mode.
std::optional<analysis::Interval> gainInterval(const RunState& state);

/// What gainInterval() says.
std::optional<Verdict> verdictOf(const RunState& state);

} // namespace lab::scenario
