// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lab::scenario {

/// What somebody who watched a run can be asked about its recording.
enum class Observable : std::uint8_t {
    WhoDid,      ///< which worker did this unit?
    Waited,      ///< which worker waited longest, all in all?
    Held,        ///< which worker held locks longest?
    LastAtWork,  ///< which worker was the last to finish?
    MostUnits,   ///< which worker did the most units?
    SecondCause, ///< computing aside, what took most of the workers' time?
    PathPart,    ///< what is the largest part of the critical path?
    DeviceIdle,  ///< which share of its time was the device idle?
    Fastest,     ///< which variant was the fastest?
};

} // namespace lab::scenario
