// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/lock_waits.h"

#include "core/trace/ordered_runs.h"

#include <algorithm>
#include <map>

namespace lab::trace {

namespace {

struct Wait
{
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0; // of this wait or of any that began before
};

std::map<std::uint32_t, std::vector<Wait>> waitsByLock(const std::vector<std::vector<Span>>& lanes)
{
    std::map<std::uint32_t, OrderedRuns<Wait>> found;
    for (const auto& lane : lanes) {
        for (auto& [lock, waits] : found)
            waits.beginRun();
        auto latest = found.end();
        for (const Span& span : lane) {
            if (span.state != State::WaitsForLock || span.peer == Span::kNobody)
                continue;
            if (latest == found.end() || latest->first != span.peer)
                latest = found.try_emplace(span.peer).first;
            latest->second.add({span.begin, span.end});
        }
    }
    std::map<std::uint32_t, std::vector<Wait>> waits;
    for (auto& [lock, runs] : found) {
        auto& list = waits[lock] =
            std::move(runs).merged([](const Wait& a, const Wait& b) { return a.begin < b.begin; });
        for (std::size_t i = 1; i < list.size(); ++i)
            list[i].end = std::max(list[i].end, list[i - 1].end);
    }
    return waits;
}

// A lane's holds of a lock follow one another, and so do the waits that go on after they began. What was not
// recorded in that order is searched for from the first wait.
class NextWait
{
public:
    explicit NextWait(const std::vector<Wait>& waits) : m_waits(waits), m_next(waits.begin()) {}

    /// The earliest wait that goes on after `begin`.
    std::vector<Wait>::const_iterator after(base::Nanoseconds begin)
    {
        if (begin < m_before)
            m_next = m_waits.begin();
        m_before = begin;
        while (m_next != m_waits.end() && m_next->end <= begin)
            ++m_next;
        return m_next;
    }

private:
    const std::vector<Wait>& m_waits;
    std::vector<Wait>::const_iterator m_next;
    base::Nanoseconds m_before = 0;
};

std::vector<Span> marked(const std::vector<Span>& lane,
                         const std::map<std::uint32_t, std::vector<Wait>>& waits)
{
    std::map<std::uint32_t, NextWait> next;
    for (const auto& [lock, list] : waits)
        next.emplace(lock, list);
    std::vector<Span> result;
    result.reserve(lane.size());
    for (Span span : lane) {
        const auto ofLock = span.state == State::Holds ? next.find(span.peer) : next.end();
        // The holder's own wait ended before.
        if (ofLock != next.end()) {
            const auto wait = ofLock->second.after(span.begin);
            if (wait != waits.at(span.peer).end() && wait->begin < span.end) {
                Span before = span;
                before.end = std::max(span.begin, wait->begin);
                if (before.duration() > 0)
                    result.push_back(before);
                span.begin = before.end;
                span.state = State::HoldsWhileOthersWait;
            }
        }
        result.push_back(span);
    }
    return result;
}

} // namespace

void markHoldsOthersWaitFor(std::vector<std::vector<Span>>& lanes)
{
    const auto waits = waitsByLock(lanes);
    if (waits.empty())
        return;
    for (auto& lane : lanes)
        lane = marked(lane, waits);
}

} // namespace lab::trace
