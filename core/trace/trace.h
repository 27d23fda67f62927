// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/lane_index.h"
#include "core/trace/recording_cost.h"
#include "core/trace/span.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lab::trace {

enum class LaneKind : std::uint8_t { Worker, Device, Link };

struct LaneInfo
{
    std::string name; ///< as shown: "worker 1"
    LaneKind kind = LaneKind::Worker;
};

/// How a trace came about; shown wherever it is.
struct Recording
{
    std::uint64_t dropped = 0;                               ///< spans lost to full rings
    base::TickSource source = base::TickSource::SteadyClock; ///< what timed the spans
    /// What is to be said about the clocks: a counter may have timed these spans and be doubted since.
    base::ClockState clock = base::ClockState::NoCounter;
    RecordingCost cost = {}; ///< taken off
};

/// One lane of a finished trace: its spans sorted by begin (an enclosing span before the enclosed) and the
/// index that painting, hit tests and statistics use.
struct Lane
{
    LaneInfo info;
    std::vector<Span> spans;
    LaneIndex index;
};

/// Immutable record of one iteration. Times are relative to the iteration's begin. Any thread may read.
class Trace
{
public:
    /// Sorts `spans[lane]`, shifts them so that `begin` becomes 0, and adds what no worker can record of
    /// itself: a start-up span from the iteration's begin to a lane's first span, and an idle span from its
    /// last to the iteration's end (each only where the gap is longer than 0 and the lane is a worker or
    /// device). What nobody can know while holding a lock is added, too: the part of a hold from the first
    /// wait of another lane for that lock on becomes HoldsWhileOthersWait. Spans that reach outside [begin,
    /// end] are clamped, those wholly outside are left out. Throws std::invalid_argument when `end < begin`
    /// or there are more span lists than lanes.
    static std::shared_ptr<const Trace> make(std::vector<LaneInfo> lanes,
                                             std::vector<std::vector<Span>> spans, base::Nanoseconds begin,
                                             base::Nanoseconds end, const Recording& recording = {});

    const std::vector<Lane>& lanes() const { return m_lanes; }
    base::Nanoseconds duration() const { return m_duration; }
    const Recording& recording() const { return m_recording; }
    /// Spans lost to full rings while this was recorded.
    std::uint64_t dropped() const { return m_recording.dropped; }
    std::size_t spanCount() const;

    /// The nearest instant after or before `t` at which a span begins or ends: what "step" steps through.
    /// Absent beyond the last and the first. O(lanes × log spans).
    std::optional<base::Nanoseconds> eventAfter(base::Nanoseconds t) const;
    std::optional<base::Nanoseconds> eventBefore(base::Nanoseconds t) const;

private:
    Trace() = default;

    std::vector<Lane> m_lanes;
    base::Nanoseconds m_duration = 0;
    Recording m_recording;
};

} // namespace lab::trace
