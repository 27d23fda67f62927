// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/trace.h"

#include <vector>

namespace lab::analysis {

/// Where the time of a device's lane went, in ns. The parts add up exactly: busy + idle() == wall.
struct IdleCauses
{
    struct Wait
    {
        base::TaskId task; ///< what was needed
        base::Nanoseconds time = 0;
    };

    base::Nanoseconds wall = 0;
    base::Nanoseconds busy = 0;    ///< DeviceBusy, Computing, Transfer
    base::Nanoseconds startUp = 0; ///< before the first of these
    base::Nanoseconds drain = 0;   ///< after the last
    base::Nanoseconds launch = 0;  ///< in between, while nothing was missing
    std::vector<Wait> waits;       ///< in between, by task; ascending, none is 0

    base::Nanoseconds waiting() const; ///< sum of `waits`
    base::Nanoseconds idle() const { return startUp + drain + launch + waiting(); }
    double idleShare() const; ///< of the wall time; 0 when that is 0
};

/// Of the first `until` ns of the lane; a stretch that is cut there keeps its cause. A lane that was never
/// busy is all start-up. Throws std::out_of_range when there is no such lane.
IdleCauses idleCauses(const trace::Trace& trace, std::size_t lane, base::Nanoseconds until);
IdleCauses idleCauses(const trace::Trace& trace, std::size_t lane);

} // namespace lab::analysis
