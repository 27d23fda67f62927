// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/recorder.h"
#include "core/workers/pause.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace lab::workers {

/// A lock for sections of a few hundred ns: a thread that waits keeps its core busy (test and test-and-set,
/// Rudolph & Segall 1984). After `kSpins` looks it lets other threads run, without which waiting for a holder
/// that was preempted would take a time slice.
class SpinLock
{
public:
    // [code then m_spin.hold()]
    void lock() noexcept
    {
        while (!try_lock()) {
            for (int spins = 0; m_taken.load(std::memory_order_relaxed); ++spins) {
                if (spins < kSpins)
                    pause();
                else
                    std::this_thread::yield();
            }
        }
    }
    bool try_lock() noexcept { return !m_taken.exchange(true, std::memory_order_acquire); }
    void unlock() noexcept { m_taken.store(false, std::memory_order_release); }
    // [end]

private:
    static constexpr int kSpins = 1000;
    std::atomic<bool> m_taken{false};
};

/// A lock whose holders leave spans: WaitsForLock where they had to wait, then Holds, both with the lock's
/// number as `peer`. Which part of a hold others waited through is found when the trace is made
/// (trace::Trace::make): noting it here would write to memory that all waiting threads share, and invent
/// contention.
///
/// A hold begins when the lock has been taken and ends before it is given back, so that by one monotonic
/// clock no two holds of a lock overlap and their order is the order of acquisition. Spans are recorded
/// after giving the lock back. With a null writer nothing but the lock itself is touched and no clock is
/// read: the difference of the two is what recording costs.
template<typename Lock>
class TracedLock
{
public:
    explicit TracedLock(std::uint32_t number) : m_number(number) {}

    /// Calls `section()` while holding the lock; its spans belong to units [first, first + count) of `task`.
    /// An exception of the section leaves the lock free and the spans recorded.
    template<typename Section>
    void hold(trace::LaneWriter* writer, base::TaskId task, std::uint32_t first, std::uint32_t count,
              Section&& section)
    {
        // [code then hold()]
        if (!writer) {
            const std::scoped_lock guard(m_lock);
            section();
            return;
        }
        // [end]
        const Holding holding(*this, *writer, {0, 0, first, count, m_number, task, trace::State::Holds});
        section();
    }

    std::uint32_t number() const { return m_number; }

private:
    class Holding
    {
    public:
        Holding(TracedLock& lock, trace::LaneWriter& writer, const trace::Span& span)
            : m_lock(lock), m_writer(writer), m_span(span), m_askedOn(base::currentProcessor())
        {
            m_span.processor = m_askedOn;
            if (!m_lock.m_lock.try_lock()) {
                m_waited = true;
                m_asked = m_writer.ticks();
                m_lock.m_lock.lock();
                m_span.processor = base::currentProcessor();
            }
            m_taken = m_writer.ticksInOrder();
        }
        ~Holding()
        {
            const base::Ticks given = m_writer.ticks();
            m_lock.m_lock.unlock();
            if (m_waited) {
                trace::Span wait = m_span;
                wait.state = trace::State::WaitsForLock;
                wait.processor = m_askedOn;
                m_writer.record(m_asked, m_taken, wait);
            }
            m_writer.record(m_taken, given, m_span);
        }
        Holding(const Holding&) = delete;
        Holding& operator=(const Holding&) = delete;

    private:
        TracedLock& m_lock;
        trace::LaneWriter& m_writer;
        trace::Span m_span;
        const base::Processor m_askedOn;
        bool m_waited = false;
        base::Ticks m_asked; // where m_waited
        base::Ticks m_taken;
    };

    Lock m_lock;
    const std::uint32_t m_number;
};

using TracedMutex = TracedLock<std::mutex>;
using TracedSpinLock = TracedLock<SpinLock>;

} // namespace lab::workers
