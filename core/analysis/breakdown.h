// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/trace.h"

namespace lab::analysis {

/// Where the lanes' time went, in ns. The parts add up exactly: total() == lanes × wall.
struct Breakdown
{
    base::Nanoseconds wall = 0;
    int lanes = 0;
    /// Time each state was on top, over the lanes; what no span covers is in none.
    trace::StateTimes byState{};

    base::Nanoseconds compute = 0;   ///< Computing, Holds, HoldsWhileOthersWait, DeviceBusy
    base::Nanoseconds lockWait = 0;  ///< WaitsForLock
    base::Nanoseconds dataWait = 0;  ///< WaitsForData
    base::Nanoseconds barrier = 0;   ///< Barrier
    base::Nanoseconds transfer = 0;  ///< Transfer
    base::Nanoseconds startUp = 0;   ///< StartUp
    base::Nanoseconds imbalance = 0; ///< Idle from a lane's last work to the end
    /// Idle before a lane's last work, and gaps between spans.
    base::Nanoseconds other = 0;

    base::Nanoseconds total() const
    {
        return compute + lockWait + dataWait + barrier + transfer + startUp + imbalance + other;
    }
};

/// The breakdown of `trace` over its worker lanes, or over its devices where it has no workers. An instant at
/// which spans of a lane overlap counts once, for the span on top (see trace::Segment). A lane that did
/// nothing is all imbalance.
Breakdown breakdown(const trace::Trace& trace);

} // namespace lab::analysis
