// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/run_session.h"
#include "widgets/lanes/lane_layout.h"

#include <vector>

namespace lab::widgets {

/// One group for each variant that has a capture, in the scenario's order, with its measured median as note.
std::vector<LaneGroup> laneGroups(const scenario::RunState& state);

} // namespace lab::widgets
