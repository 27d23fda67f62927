// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/spsc_ring.h"
#include "core/base/tick_clock.h"
#include "core/base/tick_scale.h"
#include "core/trace/recording_cost.h"
#include "core/trace/span.h"
#include "core/trace/trace.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace lab::trace {

/// The pen of one lane. One thread at a time may write; a full ring counts a drop and never blocks.
class LaneWriter
{
public:
    LaneWriter(std::size_t capacity, base::TickSource source) : m_source(source), m_ring(capacity) {}

    /// Now, by the recorder's clock. Any thread.
    base::Ticks ticks() const noexcept { return base::readTicks(m_source); }

    base::Ticks ticksInOrder() const noexcept { return base::readTicksInOrder(m_source); }

    /// Records `span` with times read from ticks() or ticksInOrder(); its own are not looked at.
    void record(base::Ticks begin, base::Ticks end, Span span) noexcept
    {
        span.begin = begin.value;
        span.end = end.value;
        push(span);
    }

    /// Records `span` with its own times, in ns of the steady clock, for whoever was not timed here: another
    /// process, an emulated device. They stay as they are.
    void recordSteady(Span span) noexcept
    {
        span.state = static_cast<State>(static_cast<std::uint8_t>(span.state) | kSteady);
        push(span);
    }

private:
    friend class Recorder;

    /// Within the ring, marks the state of a span whose times are ns.
    static constexpr std::uint8_t kSteady = 0x80;

    void push(const Span& span) noexcept
    {
        if (!m_ring.tryPush(span)) [[unlikely]]
            m_dropped.store(m_dropped.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }

    const base::TickSource m_source;
    base::SpscRing<Span> m_ring;
    std::atomic<std::uint64_t> m_dropped{0}; // written by the lane's thread only
};

/// Records the span of its own lifetime. A null writer means "recorder off": no clock is read.
class ScopedSpan
{
public:
    ScopedSpan(LaneWriter* writer, State state, base::TaskId task, std::uint32_t first,
               std::uint32_t count = 1, std::uint32_t peer = Span::kNobody) noexcept
        : m_writer(writer)
    {
        if (m_writer) {
            m_span = {0, 0, first, count, peer, task, state, base::currentProcessor()};
            m_begin = m_writer->ticks();
        }
    }
    ~ScopedSpan()
    {
        if (m_writer)
            m_writer->record(m_begin, m_writer->ticks(), m_span);
    }
    ScopedSpan(const ScopedSpan&) = delete;
    ScopedSpan& operator=(const ScopedSpan&) = delete;

private:
    LaneWriter* m_writer;
    base::Ticks m_begin;
    Span m_span;
};

/// In ns of the steady clock.
struct TimeRange
{
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
};

/// One writer per lane. `drain` may run on another thread while lanes write.
///
/// Lanes are timed by the counter where it can be trusted (base::TickClock), which is decided once for a
/// recorder; whoever drains gets ns of the steady clock. Each drain checks the counter, and a recording that
/// fails is the last that uses it.
class Recorder
{
public:
    /// `capacity` is in spans per lane (32 bytes each).
    explicit Recorder(std::size_t lanes, std::size_t capacity = std::size_t{1} << 14);
    /// With a clock of one's own; `cost` is what is taken off.
    Recorder(std::size_t lanes, std::size_t capacity, base::TickClock& clock, const RecordingCost& cost);

    std::size_t laneCount() const { return m_lanes.size(); }
    LaneWriter* lane(std::size_t index) { return m_lanes[index].get(); }

    /// Now, by the clock of all lanes. Any thread.
    base::Ticks ticks() const noexcept { return base::readTicks(m_source); }

    /// Appends what each lane has recorded since the last call, oldest first, to `into[lane]`, times in ns of
    /// the steady clock, without what the clock's readings take within a span. One thread at a time. Returns
    /// the number of spans taken. Lasts at least until 20 µs after the last call or the construction.
    std::size_t drain(std::vector<std::vector<Span>>& into);

    /// Forgets what was recorded, and what was lost. While no lane writes; the thread that drains.
    void clear();

    /// In ns of the steady clock, by the drains so far: `ticks` read before the last of them. The thread that
    /// drains.
    base::Nanoseconds toSteady(base::Ticks ticks) const;

    /// The iteration from `begin` to `end`, all of whose spans have been drained into `spans`, without what
    /// recording took (see RecordingCost): where one lane did everything, its spans are moved together.
    TimeRange withoutRecording(std::vector<std::vector<Span>>& spans, base::Ticks begin,
                               base::Ticks end) const;

    /// What to say about what was recorded up to now. The thread that drains.
    Recording recording() const;

    /// Spans lost to full rings since construction. Any thread.
    std::uint64_t dropped() const;

private:
    void anchor();
    void append(Span span, std::vector<Span>& lane);

    base::TickClock& m_clock;
    const base::TickSource m_source;
    const RecordingCost m_cost;
    const base::Nanoseconds m_within; // m_cost.within, in whole ns
    base::TickScale m_scale;          // the draining thread's
    bool m_timedAll = true;           // the draining thread's: no span came with ns
    std::vector<std::unique_ptr<LaneWriter>> m_lanes;
};

/// The writer of `lane`, or null when `recorder` is null: what a variant passes to ScopedSpan.
inline LaneWriter* writerOf(Recorder* recorder, std::size_t lane)
{
    return recorder ? recorder->lane(lane) : nullptr;
}

} // namespace lab::trace
