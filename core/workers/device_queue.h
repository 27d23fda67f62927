// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/recorder.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace lab::workers {

/// The end of a command, for those who need its result. Copies mean the same end; a default-constructed event
/// has always been there. Any thread.
class Event
{
public:
    Event() = default;

    /// Waits without keeping a core busy. False where the command was cancelled, or `stop` was requested
    /// first. An exception of the command, or of one that it came after, is rethrown.
    bool wait(std::stop_token stop = {}) const;
    bool done() const;

    /// When the command ended, on the device's clock; 0 until then and for cancelled ones.
    base::Nanoseconds end() const;

private:
    friend class DeviceQueue;
    struct State;
    explicit Event(std::shared_ptr<State> state) : m_state(std::move(state)) {}

    std::shared_ptr<State> m_state;
};

/// Something that a command needed and that was not made on a queue: `task`, units from `first`, by `lane`,
/// ready at `until`.
struct Need
{
    base::TaskId task;
    std::uint32_t first = 0;
    std::uint32_t lane = trace::Span::kNobody;
    base::Nanoseconds until = 0;
};

/// A kernel or a transfer.
struct Command
{
    std::function<void()> work;     ///< what is really done, on the queue's thread; may be empty
    base::Nanoseconds modelled = 0; ///< the queue is busy at least this long
    std::vector<Event> after = {};  ///< begins when all of these have ended
    std::vector<Need> needs = {};   ///< met when the command is enqueued; name the cause of an idle device
    trace::Span span = {};          ///< task, units, peer and state of what is recorded; times are filled in
    std::uint32_t lane = 0;         ///< the queue's own lane: whom others wait for
    trace::LaneWriter* writer = {}; ///< of that lane, for this iteration; null: not recorded
};

/// An emulated device or link: commands are carried out one after the other, in the order in which they were
/// enqueued, on a thread of its own. A command does its real work and keeps the queue busy for the modelled
/// time or, where the work took longer, for as long as that; the thread sleeps through what is left.
///
/// The device's clock is the steady clock, except that what a thread oversleeps is not added up: a command
/// begins when everything it needs was there and the one before was to end, and ends when its work or the
/// modelled time is over from then on. Where the thread is late, it sleeps less.
///
/// With a writer, a command leaves its span, and before it what the queue waited for since the last command:
/// WaitsForData with the task, unit and lane that were needed, in the order in which they became ready, then
/// Idle (the launch) where nothing was missing any more.
class DeviceQueue
{
public:
    struct Model
    {
        base::Nanoseconds launchLatency = 0; ///< from enqueuing to the earliest begin; hidden by a busy queue
        std::size_t places = 64;             ///< commands that may wait, at least 1
        bool recordsWaits = true;            ///< false for links
    };

    /// Throws std::invalid_argument for a negative latency or no places.
    explicit DeviceQueue(Model model);
    /// Cancels and joins.
    ~DeviceQueue();
    DeviceQueue(const DeviceQueue&) = delete;
    DeviceQueue& operator=(const DeviceQueue&) = delete;

    /// Waits while the queue is full. Where it is cancelled or `stop` is requested meanwhile, the command is
    /// dropped and the event never ends well. Throws std::invalid_argument for a negative modelled time. Any
    /// thread but the queue's own.
    Event enqueue(Command command, std::stop_token stop = {});

    /// What comes next begins a new piece of work: the time before it was nobody's wait. Call while nothing
    /// is enqueued.
    void rest();

    /// Drops what waits, cuts short what sleeps, and returns when nothing runs any more (real work in
    /// progress is finished first); then the queue can be used again. Any thread but the queue's own.
    void cancel();

    /// What the queue did since the last rest().
    struct Usage
    {
        struct Wait
        {
            base::TaskId task; ///< what was needed
            base::Nanoseconds time = 0;
        };
        base::Nanoseconds begin = 0;  ///< of the first command; 0: there was none
        base::Nanoseconds end = 0;    ///< of the last
        base::Nanoseconds busy = 0;   ///< this and what follows add up to end − begin
        base::Nanoseconds launch = 0; ///< idle while nothing was missing
        std::vector<Wait> waits;      ///< by task, in the order in which they first occurred
        /// By how much real work took longer than the modelled times, in all; part of `busy`.
        base::Nanoseconds overrun = 0;
    };
    Usage usage() const;

private:
    struct Item
    {
        Command command;
        base::Nanoseconds enqueued = 0;
        std::shared_ptr<Event::State> done;
    };

    void run(const std::stop_token& stop);
    void carryOut(Item& item, const std::stop_token& cancelled);
    bool sleepUntil(base::Nanoseconds time, const std::stop_token& cancelled);
    std::vector<trace::Span> waitsBefore(const Item& item, base::Nanoseconds begin) const;
    void note(const std::vector<trace::Span>& waits, base::Nanoseconds begin, base::Nanoseconds end,
              base::Nanoseconds modelled);

    const Model m_model;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed; // with m_mutex
    std::deque<Item> m_items;              // guarded by m_mutex
    bool m_busy = false;                   // guarded by m_mutex
    std::stop_source m_cancelled;          // guarded by m_mutex: of this generation of commands
    base::Nanoseconds m_free = 0;          // guarded by m_mutex: end of the last command; 0: after rest()
    Usage m_usage;                         // guarded by m_mutex
    std::jthread m_thread;                 // last: starts when the rest is there
};

} // namespace lab::workers
