// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/idle_causes.h"

#include <algorithm>
#include <map>

namespace lab::analysis {

namespace {

using base::Nanoseconds;
using trace::State;

bool isWork(State state)
{
    return state == State::DeviceBusy || state == State::Computing || state == State::Transfer;
}

} // namespace

Nanoseconds IdleCauses::waiting() const
{
    Nanoseconds sum = 0;
    for (const Wait& wait : waits)
        sum += wait.time;
    return sum;
}

double IdleCauses::idleShare() const
{
    return wall > 0 ? static_cast<double>(idle()) / static_cast<double>(wall) : 0;
}

IdleCauses idleCauses(const trace::Trace& trace, std::size_t lane, Nanoseconds until)
{
    const trace::Lane& device = trace.lanes().at(lane);
    IdleCauses result;
    result.wall = std::clamp(until, Nanoseconds{0}, trace.duration());
    Nanoseconds first = result.wall; // begin of the first work
    Nanoseconds last = 0;            // end of the last
    for (const trace::Segment& segment : device.index.segments()) {
        if (!isWork(segment.state))
            continue;
        first = std::min(first, segment.begin);
        last = std::max(last, segment.end);
    }
    last = std::min(last, result.wall); // what comes later tells whether the device is only waiting now
    if (last <= first) {
        result.startUp = result.wall;
        return result;
    }
    result.startUp = first;
    result.drain = result.wall - last;
    std::map<base::TaskId, Nanoseconds> waits;
    for (const trace::Segment& segment : device.index.segments()) {
        const Nanoseconds time = std::min(segment.end, last) - std::max(segment.begin, first);
        if (time <= 0)
            continue;
        if (isWork(segment.state))
            result.busy += time;
        else if (segment.state == State::WaitsForData)
            waits[device.spans[segment.span].task] += time;
    }
    for (const auto& [task, time] : waits)
        result.waits.push_back({task, time});
    result.launch = last - first - result.busy - result.waiting();
    return result;
}

IdleCauses idleCauses(const trace::Trace& trace, std::size_t lane)
{
    return idleCauses(trace, lane, trace.duration());
}

} // namespace lab::analysis
