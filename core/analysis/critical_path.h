// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/causes.h"

#include <vector>

namespace lab::analysis {

/// A part of the critical path: a step, or what is left of it after the end of what it waited for.
struct PathPart
{
    StepId step;
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
    base::Nanoseconds duration() const { return end - begin; }
};

/// The chain that made the trace as long as it is: from its end backwards, each step after the one that held
/// it back, which for a wait is what it waited for and else the one before in its lane. Its parts follow one
/// another without gaps, in the order of time, from 0 to the end of the last step that is no idle end of a
/// lane. (For waits: C.-Q. Yang, B. P. Miller, "Critical path analysis for the execution of parallel and
/// distributed programs", ICDCS 1988.)
std::vector<PathPart> criticalPath(const Causes& causes);

/// Time on the path by state, ns; of gaps that nobody recorded, as idle.
trace::StateTimes timesOf(const Causes& causes, const std::vector<PathPart>& path);

} // namespace lab::analysis
