// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/breakdown.h"

#include <algorithm>

namespace lab::analysis {

namespace {

using trace::State;

base::Nanoseconds trailingIdle(const trace::LaneIndex& index, base::Nanoseconds end)
{
    base::Nanoseconds from = end;
    const auto segments = index.segments();
    for (std::size_t i = segments.size(); i > 0; --i) {
        const trace::Segment segment = segments[i - 1];
        if (segment.state != State::Idle || segment.end != from)
            break;
        from = segment.begin;
    }
    return end - from;
}

bool hasWorkers(const trace::Trace& trace)
{
    return std::any_of(trace.lanes().begin(), trace.lanes().end(),
                       [](const trace::Lane& lane) { return lane.info.kind == trace::LaneKind::Worker; });
}

} // namespace

Breakdown breakdown(const trace::Trace& trace)
{
    Breakdown result;
    result.wall = trace.duration();
    const trace::LaneKind wanted = hasWorkers(trace) ? trace::LaneKind::Worker : trace::LaneKind::Device;
    for (const trace::Lane& lane : trace.lanes()) {
        if (lane.info.kind != wanted)
            continue;
        ++result.lanes;
        const trace::StateTimes times = lane.index.between(0, result.wall);
        for (std::size_t i = 0; i < trace::kStateCount; ++i)
            result.byState[i] += times[i];
        result.imbalance += trailingIdle(lane.index, result.wall);
    }
    const auto time = [&](State state) { return result.byState[static_cast<std::size_t>(state)]; };
    result.compute = time(State::Computing) + time(State::Holds) + time(State::HoldsWhileOthersWait) +
                     time(State::DeviceBusy);
    result.lockWait = time(State::WaitsForLock);
    result.dataWait = time(State::WaitsForData);
    result.barrier = time(State::Barrier);
    result.transfer = time(State::Transfer);
    result.startUp = time(State::StartUp);
    result.other = result.lanes * result.wall - result.total(); // all but itself, still 0
    return result;
}

} // namespace lab::analysis
