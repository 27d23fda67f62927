// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/lanes/lane_layout.h"

namespace lab::widgets {

/// One sentence with numbers about a span: what, where, how long, which share of the run, for whom a wait
/// waits, why an idle lane is idle, and on which processor the span began, where that is known. In the
/// language of the program. Empty when there is no such span.
QString explain(const LaneGroup& group, std::size_t lane, std::uint32_t span);

/// The same about whatever was hit: a span, a gap, the empty part of a lane. Empty for the rest.
QString explain(const LaneLayout& layout, const Hit& hit);

} // namespace lab::widgets
