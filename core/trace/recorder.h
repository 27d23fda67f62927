// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/spsc_ring.h"
#include "core/trace/span.h"

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
    explicit LaneWriter(std::size_t capacity) : m_ring(capacity) {}

    void record(const Span& span) noexcept
    {
        if (!m_ring.tryPush(span)) [[unlikely]]
            m_dropped.store(m_dropped.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }

private:
    friend class Recorder;

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
        if (m_writer)
            m_span = {base::now(), 0, first, count, peer, task, state, 0};
    }
    ~ScopedSpan()
    {
        if (m_writer) {
            m_span.end = base::now();
            m_writer->record(m_span);
        }
    }
    ScopedSpan(const ScopedSpan&) = delete;
    ScopedSpan& operator=(const ScopedSpan&) = delete;

private:
    LaneWriter* m_writer;
    Span m_span;
};

/// One writer per lane. `drain` may run on another thread while lanes write.
class Recorder
{
public:
    /// `capacity` is in spans per lane (32 bytes each).
    explicit Recorder(std::size_t lanes, std::size_t capacity = std::size_t{1} << 14);

    std::size_t laneCount() const { return m_lanes.size(); }
    LaneWriter* lane(std::size_t index) { return m_lanes[index].get(); }

    /// Appends what each lane has recorded since the last call, oldest first, to `into[lane]`.
    /// One thread at a time. Returns the number of spans taken.
    std::size_t drain(std::vector<std::vector<Span>>& into);

    /// Spans lost to full rings since construction. Any thread.
    std::uint64_t dropped() const;

private:
    std::vector<std::unique_ptr<LaneWriter>> m_lanes;
};

/// The writer of `lane`, or null when `recorder` is null: what a variant passes to ScopedSpan.
inline LaneWriter* writerOf(Recorder* recorder, std::size_t lane)
{
    return recorder ? recorder->lane(lane) : nullptr;
}

} // namespace lab::trace
