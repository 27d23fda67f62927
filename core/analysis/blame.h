// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/causes.h"

#include <cstddef>
#include <vector>

namespace lab::analysis {

/// What the others waited because of a span.
struct Culprit
{
    StepId step;
    base::Nanoseconds blame = 0; ///< ns of waiting, of all lanes that waited, added up
    friend bool operator==(const Culprit&, const Culprit&) = default;
};

/// All waiting of a trace, and whose fault it is: while a lane waits for a step of another, whatever that
/// other lane works on until the step has ended is to blame; where it waits itself, what it waits for (D.
/// Böhme et al., "Identifying the root causes of wait states in large-scale parallel applications", ACM TOPC
/// 2016; F. Zhou et al., "wPerf", OSDI 2018). What remains is nobody's work.
struct Blame
{
    std::vector<std::vector<base::Nanoseconds>> ofStep; ///< by lane and step
    base::Nanoseconds waiting = 0;                      ///< of all lanes: the sum of all that follows
    base::Nanoseconds work = 0;                         ///< because of steps: the sum of `ofStep`
    base::Nanoseconds start = 0;                        ///< until work was handed out
    base::Nanoseconds latency = 0; ///< after what was waited for had ended: waking up, handing over, gaps
    base::Nanoseconds unknown = 0; ///< for something that is no lane, such as storage

    base::Nanoseconds of(StepId id) const { return ofStep[id.lane][id.step]; }
    /// The dearest steps, dearest first.
    std::vector<Culprit> worst(std::size_t most) const;
};

Blame blameOf(const Causes& causes);

/// From a wait to its origin: the wait, what it waited for, what that waited for in turn, and so on to a step
/// that works or waits for nobody.
std::vector<StepId> chainFrom(const Causes& causes, StepId wait);

} // namespace lab::analysis
