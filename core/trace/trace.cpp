// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace.h"

#include "core/trace/lock_waits.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace lab::trace {

namespace {

bool enclosesOrPrecedes(const Span& a, const Span& b)
{
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
}

bool beginsAfter(base::Nanoseconds t, const Span& span)
{
    return t < span.begin;
}

void addUnrecordedEnds(std::vector<Span>& spans, base::Nanoseconds duration)
{
    if (duration <= 0)
        return;
    // Spans without length are events, not work: a lane that has only those was idle.
    base::Nanoseconds first = duration;
    base::Nanoseconds last = 0;
    for (const Span& span : spans) {
        if (span.begin == span.end)
            continue;
        first = std::min(first, span.begin);
        last = std::max(last, span.end);
    }
    if (first > 0 && last > 0)
        spans.push_back({0, first, 0, 0, Span::kNobody, {}, State::StartUp});
    if (last < duration)
        spans.push_back({last, duration, 0, 0, Span::kNobody, {}, State::Idle});
}

} // namespace

std::shared_ptr<const Trace> Trace::make(std::vector<LaneInfo> lanes, std::vector<std::vector<Span>> spans,
                                         base::Nanoseconds begin, base::Nanoseconds end,
                                         const Recording& recording)
{
    if (end < begin)
        throw std::invalid_argument("a trace cannot end before it begins");
    if (spans.size() > lanes.size())
        throw std::invalid_argument("a trace has spans for more lanes than it has");
    spans.resize(lanes.size());
    markHoldsOthersWaitFor(spans);

    std::shared_ptr<Trace> trace(new Trace);
    trace->m_duration = end - begin;
    trace->m_recording = recording;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        std::vector<Span>& list = spans[i];
        std::erase_if(list, [&](const Span& span) { return span.end < begin || span.begin > end; });
        for (Span& span : list) {
            span.begin = std::clamp(span.begin - begin, base::Nanoseconds{0}, trace->m_duration);
            span.end = std::clamp(span.end - begin, span.begin, trace->m_duration);
        }
        if (lanes[i].kind != LaneKind::Link)
            addUnrecordedEnds(list, trace->m_duration);
        if (!std::is_sorted(list.begin(), list.end(), enclosesOrPrecedes)) // sorting takes half as much again
            std::stable_sort(list.begin(), list.end(), enclosesOrPrecedes);
        LaneIndex index(list);
        trace->m_lanes.push_back({std::move(lanes[i]), std::move(list), std::move(index)});
    }
    return trace;
}

// Spans are sorted by their begin, and stretches in which one is on top by their end.
std::optional<base::Nanoseconds> Trace::eventAfter(base::Nanoseconds t) const
{
    std::optional<base::Nanoseconds> nearest;
    const auto offer = [&](base::Nanoseconds event) { nearest = std::min(nearest.value_or(event), event); };
    for (const Lane& lane : m_lanes) {
        const auto begun = std::upper_bound(lane.spans.begin(), lane.spans.end(), t, beginsAfter);
        if (begun != lane.spans.end())
            offer(begun->begin);
        const auto segments = lane.index.segments();
        if (const std::size_t at = lane.index.firstEndingAfter(t); at < segments.size())
            offer(segments[at].end);
    }
    return nearest;
}

std::optional<base::Nanoseconds> Trace::eventBefore(base::Nanoseconds t) const
{
    std::optional<base::Nanoseconds> nearest;
    const auto offer = [&](base::Nanoseconds event) { nearest = std::max(nearest.value_or(event), event); };
    for (const Lane& lane : m_lanes) {
        const auto begun = std::upper_bound(lane.spans.begin(), lane.spans.end(), t - 1, beginsAfter);
        if (begun != lane.spans.begin())
            offer(std::prev(begun)->begin);
        if (const std::size_t at = lane.index.firstEndingAfter(t - 1); at > 0)
            offer(lane.index.segments()[at - 1].end);
    }
    return nearest;
}

std::size_t Trace::spanCount() const
{
    std::size_t total = 0;
    for (const Lane& lane : m_lanes)
        total += lane.spans.size();
    return total;
}

} // namespace lab::trace
