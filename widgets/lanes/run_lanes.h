// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/run_session.h"
#include "widgets/lanes/lane_layout.h"

#include <vector>

namespace lab::widgets {

/// One group for each variant that has a capture, in the scenario's order, with its measured median as note.
/// `path`: the critical path of the chosen variant is drawn, and its note says what it consists of.
/// `chosen`: the variant on the stage. With `idealCores` above 0 the model of as many equal cores follows the
/// main variant, made from what the sequential one recorded.
std::vector<LaneGroup> laneGroups(const session::RunState& state, std::size_t chosen, int idealCores = 0,
                                  bool path = false);

/// Where the common clock is cut so that `variant` can be seen beside others that take many times as long:
/// ns; 0 where nothing needs to be cut.
double clockCut(const session::RunState& state, std::size_t variant);

} // namespace lab::widgets
