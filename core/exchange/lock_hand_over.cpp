// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/lock_hand_over.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace lab::exchange {

namespace {

using trace::Span;
using trace::State;

struct Hold
{
    std::size_t lane = 0;
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
};

bool isHold(const Span& span)
{
    return span.state == State::Holds || span.state == State::HoldsWhileOthersWait;
}

/// Holds of each lock by begin; spans of one hold that touch or enclose each other are one.
std::map<std::uint32_t, std::vector<Hold>> holdsByLock(const trace::Trace& trace)
{
    std::map<std::uint32_t, std::vector<Hold>> holds;
    for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
        for (const Span& span : trace.lanes()[lane].spans) {
            if (!isHold(span) || span.peer == Span::kNobody)
                continue;
            std::vector<Hold>& list = holds[span.peer];
            if (!list.empty() && list.back().lane == lane && span.begin <= list.back().end)
                list.back().end = std::max(list.back().end, span.end);
            else
                list.push_back({lane, span.begin, span.end});
        }
    }
    for (auto& [lock, list] : holds)
        std::stable_sort(list.begin(), list.end(),
                         [](const Hold& a, const Hold& b) { return a.begin < b.begin; });
    return holds;
}

using WaitsByLock = std::map<std::pair<std::size_t, std::uint32_t>, std::vector<const Span*>>;

WaitsByLock waitsByLock(const trace::Trace& trace)
{
    WaitsByLock waits;
    for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
        for (const Span& span : trace.lanes()[lane].spans) {
            if (span.state == State::WaitsForLock && span.peer != Span::kNobody)
                waits[{lane, span.peer}].push_back(&span);
        }
    }
    return waits;
}

/// Did the receiving lane wait for the lock while the other held it?
bool waited(const std::vector<const Span*>& waits, const Hold& other, const Hold& received)
{
    const auto after = std::upper_bound(waits.begin(), waits.end(), received.begin,
                                        [](base::Nanoseconds t, const Span* s) { return t < s->begin; });
    if (after == waits.begin())
        return false;
    const Span& last = **std::prev(after);
    return last.begin < other.end && last.end > other.begin;
}

} // namespace

std::vector<LockHandOver> lockHandOvers(const trace::Trace& trace)
{
    std::vector<LockHandOver> result;
    const WaitsByLock waits = waitsByLock(trace);
    for (const auto& [lock, holds] : holdsByLock(trace)) {
        for (std::size_t i = 1; i < holds.size(); ++i) {
            const Hold& from = holds[i - 1];
            const Hold& to = holds[i];
            const auto list = waits.find({to.lane, lock});
            if (from.lane == to.lane || list == waits.end() || !waited(list->second, from, to))
                continue;
            // The last nanosecond inside the hold. Lanes read their clocks after the lock has changed
            // hands, so the two holds may seem to overlap a little.
            const base::Nanoseconds released = std::max(from.begin, std::min(from.end - 1, to.begin));
            result.push_back({lock, from.lane, to.lane, released, to.begin});
        }
    }
    return result;
}

} // namespace lab::exchange
