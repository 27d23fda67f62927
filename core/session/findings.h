// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/run_session.h"

#include <optional>

namespace lab::session {

/// Whether a variant and the one it is compared with were measured in enough placements for an interval to
/// say something: four and two. Fewer give a figure, but neither an interval nor a verdict.
bool hasInterval(const RunState& state, const VariantResult& result);

/// Whether `result`, one of the state's, is compared with another variant than itself.
bool hasBase(const RunState& state, const VariantResult& result);

/// Whether `result` and what it is compared with have both been measured: before that its speedup says
/// nothing.
bool hasSpeedup(const RunState& state, const VariantResult& result);

/// What kept the workers from their cores, so that the figure says little about parallelism.
enum class Disturbance : std::uint8_t {
    Throttled,      ///< in more than a third of the rounds the control group's quota was used up
    RoundsSetAside, ///< more than a third of the rounds had to be left out
    CoresBusy,      ///< in those that are left the cores gave far less than so many free ones, see
                    ///< isWholeCapacity()
};

/// Absent where nothing did, and where the main variant has no workers that ask for cores.
std::optional<Disturbance> disturbanceOf(const RunState& state);

/// 95 % interval of what parallelism brought: the main variant's speedup against the scenario's sequential
/// one; of a main variant without workers its speedup as it is. Absent without enough rounds, without
/// another variant to compare with, and in Live mode.
std::optional<analysis::Interval> gainInterval(const RunState& state);

/// What gainInterval() says.
std::optional<scenario::Verdict> verdictOf(const RunState& state);

} // namespace lab::session
