// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/device_queue.h"

#include "core/base/start_thread.h"

#include <algorithm>
#include <stdexcept>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

namespace lab::workers {

namespace {

using base::Nanoseconds;
using trace::Span;
using trace::State;

// By default the system may let a sleeper oversleep by 50 µs to wake several at once.
void sleepPrecisely()
{
#if defined(__linux__)
    prctl(PR_SET_TIMERSLACK, 1UL);
#endif
}

std::chrono::steady_clock::time_point timePoint(Nanoseconds time)
{
    return std::chrono::steady_clock::time_point(std::chrono::nanoseconds(time));
}

} // namespace

struct Event::State
{
    void finish(Nanoseconds when, std::exception_ptr exception, bool wasCancelled)
    {
        {
            const std::scoped_lock lock(mutex);
            end = when;
            error = std::move(exception);
            cancelled = wasCancelled;
            over = true;
        }
        changed.notify_all();
    }

    base::TaskId task;
    std::uint32_t first = 0;
    std::uint32_t lane = 0;
    std::mutex mutex;
    std::condition_variable_any changed; // with mutex
    bool over = false;                   // guarded by mutex, as is what follows
    bool cancelled = false;
    Nanoseconds end = 0;
    std::exception_ptr error;
};

bool Event::wait(std::stop_token stop) const
{
    if (!m_state)
        return true;
    std::unique_lock lock(m_state->mutex);
    if (!m_state->changed.wait(lock, std::move(stop), [this] { return m_state->over; }))
        return false;
    if (m_state->error)
        std::rethrow_exception(m_state->error);
    return !m_state->cancelled;
}

bool Event::done() const
{
    if (!m_state)
        return true;
    const std::scoped_lock lock(m_state->mutex);
    return m_state->over;
}

Nanoseconds Event::end() const
{
    if (!m_state)
        return 0;
    const std::scoped_lock lock(m_state->mutex);
    return m_state->end;
}

DeviceQueue::DeviceQueue(Model model) : m_model(model)
{
    if (model.launchLatency < 0 || model.places < 1)
        throw std::invalid_argument("a device needs a launch latency of 0 or more and a place in its queue");
    m_thread = base::startThread([this](const std::stop_token& stop) { run(stop); });
}

DeviceQueue::~DeviceQueue()
{
    cancel();
}

Event DeviceQueue::enqueue(Command command, std::stop_token stop)
{
    if (command.modelled < 0)
        throw std::invalid_argument("a command cannot take less than no time");
    auto state = std::make_shared<Event::State>();
    state->task = command.span.task;
    state->first = command.span.first;
    state->lane = command.lane;
    std::unique_lock lock(m_mutex);
    const std::stop_token generation = m_cancelled.get_token();
    const bool room = m_changed.wait(lock, std::move(stop), [&] {
        return m_items.size() < m_model.places || generation.stop_requested();
    });
    if (!room || generation.stop_requested()) {
        state->finish(0, {}, true);
        return Event(std::move(state));
    }
    m_items.push_back({std::move(command), base::now(), state});
    lock.unlock();
    m_changed.notify_all();
    return Event(std::move(state));
}

void DeviceQueue::rest()
{
    const std::scoped_lock lock(m_mutex);
    m_free = 0;
    m_usage = {};
}

void DeviceQueue::cancel()
{
    std::unique_lock lock(m_mutex);
    m_cancelled.request_stop();
    for (const Item& item : m_items)
        item.done->finish(0, {}, true);
    m_items.clear();
    m_changed.notify_all();
    m_changed.wait(lock, [this] { return !m_busy; });
    m_cancelled = std::stop_source();
    m_free = 0;
}

void DeviceQueue::run(const std::stop_token& stop)
{
    sleepPrecisely();
    for (;;) {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, stop, [this] { return !m_items.empty(); }))
            return;
        Item item = std::move(m_items.front());
        m_items.pop_front();
        m_busy = true;
        const std::stop_token cancelled = m_cancelled.get_token();
        lock.unlock();
        m_changed.notify_all(); // there is room
        carryOut(item, cancelled);
        item.command = {};
        lock.lock();
        m_busy = false;
        lock.unlock();
        m_changed.notify_all();
    }
}

void DeviceQueue::carryOut(Item& item, const std::stop_token& cancelled)
{
    Command& command = item.command;
    try {
        Nanoseconds begin = item.enqueued + m_model.launchLatency;
        for (const Event& event : command.after) {
            if (!event.wait(cancelled))
                return item.done->finish(0, {}, true);
            begin = std::max(begin, event.end());
        }
        {
            const std::scoped_lock lock(m_mutex);
            begin = std::max(begin, m_free);
        }
        if (!sleepUntil(begin, cancelled))
            return item.done->finish(0, {}, true);
        const std::vector<Span> waits = waitsBefore(item, begin);
        if (command.writer && m_model.recordsWaits) {
            for (const Span& wait : waits)
                command.writer->recordSteady(wait);
        }
        const Nanoseconds started = base::now();
        if (command.work)
            command.work();
        const Nanoseconds worked = base::now() - started;
        const Nanoseconds planned = begin + std::max(command.modelled, worked);
        const bool slept = sleepUntil(planned, cancelled);
        const Nanoseconds end = slept ? planned : std::max(begin, std::min(planned, base::now()));
        if (command.writer) {
            command.span.begin = begin;
            command.span.end = end;
            command.writer->recordSteady(command.span);
        }
        note(waits, begin, end, command.modelled);
        item.done->finish(slept ? end : 0, {}, !slept);
    } catch (...) {
        item.done->finish(0, std::current_exception(), false);
    }
}

// False when cancelled first.
bool DeviceQueue::sleepUntil(Nanoseconds time, const std::stop_token& cancelled)
{
    if (base::now() >= time)
        return !cancelled.stop_requested();
    std::unique_lock lock(m_mutex);
    return !m_changed.wait_until(lock, cancelled, timePoint(time), [&] {
        return cancelled.stop_requested();
    }) && !cancelled.stop_requested();
}

// Before the first command, since that could have begun: what comes earlier is the host's start.
std::vector<Span> DeviceQueue::waitsBefore(const Item& item, Nanoseconds begin) const
{
    const Command& command = item.command;
    std::vector<Span> waits;
    Nanoseconds at = 0;
    {
        const std::scoped_lock lock(m_mutex);
        at = m_free;
    }
    if (at == 0)
        at = item.enqueued + m_model.launchLatency;
    std::vector<Need> needs = command.needs;
    for (const Event& event : command.after) {
        if (event.m_state)
            needs.push_back({event.m_state->task, event.m_state->first, event.m_state->lane, event.end()});
    }
    std::sort(needs.begin(), needs.end(), [](const Need& a, const Need& b) { return a.until < b.until; });
    for (const Need& need : needs) {
        const Nanoseconds until = std::min(need.until, begin);
        if (until <= at)
            continue;
        waits.push_back({at, until, need.first, 1, need.lane, need.task, State::WaitsForData});
        at = until;
    }
    if (begin > at)
        waits.push_back({at, begin, command.span.first, 1, Span::kNobody, command.span.task, State::Idle});
    return waits;
}

void DeviceQueue::note(const std::vector<Span>& waits, Nanoseconds begin, Nanoseconds end,
                       Nanoseconds modelled)
{
    const std::scoped_lock lock(m_mutex);
    m_free = end;
    const bool first = m_usage.begin == 0;
    if (first)
        m_usage.begin = begin;
    m_usage.end = end;
    m_usage.busy += end - begin;
    m_usage.overrun += std::max<Nanoseconds>(end - begin - modelled, 0);
    for (const Span& wait : waits) {
        if (first) // before what is counted
            continue;
        if (wait.state == State::Idle) {
            m_usage.launch += wait.duration();
            continue;
        }
        auto& sums = m_usage.waits;
        auto sum = std::find_if(sums.begin(), sums.end(),
                                [&](const Usage::Wait& known) { return known.task == wait.task; });
        if (sum == sums.end())
            sum = sums.insert(sums.end(), {wait.task, 0});
        sum->time += wait.duration();
    }
}

DeviceQueue::Usage DeviceQueue::usage() const
{
    const std::scoped_lock lock(m_mutex);
    return m_usage;
}

} // namespace lab::workers
