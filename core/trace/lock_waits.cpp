// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/lock_waits.h"

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
    std::map<std::uint32_t, std::vector<Wait>> waits;
    for (const auto& lane : lanes) {
        for (const Span& span : lane) {
            if (span.state == State::WaitsForLock && span.peer != Span::kNobody)
                waits[span.peer].push_back({span.begin, span.end});
        }
    }
    for (auto& [lock, list] : waits) {
        std::sort(list.begin(), list.end(), [](const Wait& a, const Wait& b) { return a.begin < b.begin; });
        for (std::size_t i = 1; i < list.size(); ++i)
            list[i].end = std::max(list[i].end, list[i - 1].end);
    }
    return waits;
}

} // namespace

void markHoldsOthersWaitFor(std::vector<std::vector<Span>>& lanes)
{
    const auto waits = waitsByLock(lanes);
    if (waits.empty())
        return;
    for (auto& lane : lanes) {
        std::vector<Span> marked;
        marked.reserve(lane.size());
        for (Span span : lane) {
            const auto list = waits.find(span.peer);
            if (span.state == State::Holds && list != waits.end()) {
                // The earliest wait that goes on after the hold began. The holder's own ended before.
                const auto wait = std::partition_point(list->second.begin(), list->second.end(),
                                                       [&](const Wait& w) { return w.end <= span.begin; });
                if (wait != list->second.end() && wait->begin < span.end) {
                    Span before = span;
                    before.end = std::max(span.begin, wait->begin);
                    if (before.duration() > 0)
                        marked.push_back(before);
                    span.begin = before.end;
                    span.state = State::HoldsWhileOthersWait;
                }
            }
            marked.push_back(span);
        }
        lane = std::move(marked);
    }
}

} // namespace lab::trace
