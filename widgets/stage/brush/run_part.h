// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/trace.h"

#include <optional>

namespace lab::widgets {

/// A run is cut into a few equal parts for pictures that show only the beginning of each, slowed down.
struct RunPart
{
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
    double share = 0; ///< how far the playhead has come in it, 0 … 1
};

/// The part in which `t` lies; the last one from the run's end on. Empty for a run without length.
std::optional<RunPart> runPartAt(const trace::Trace& trace, base::Nanoseconds t);

/// The first instant of [from, to) at which some lane computes.
std::optional<base::Nanoseconds> firstWork(const trace::Trace& trace, base::Nanoseconds from,
                                           base::Nanoseconds to);

} // namespace lab::widgets
