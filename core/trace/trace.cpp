// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace.h"

#include "core/trace/lock_waits.h"

#include <algorithm>
#include <stdexcept>

namespace lab::trace {

namespace {

bool enclosesOrPrecedes(const Span& a, const Span& b)
{
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
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
        std::stable_sort(list.begin(), list.end(), enclosesOrPrecedes);
        for (const Span& span : list) {
            trace->m_events.push_back(span.begin);
            trace->m_events.push_back(span.end);
        }
        LaneIndex index(list);
        trace->m_lanes.push_back({std::move(lanes[i]), std::move(list), std::move(index)});
    }
    auto& events = trace->m_events;
    std::sort(events.begin(), events.end());
    events.erase(std::unique(events.begin(), events.end()), events.end());
    return trace;
}

std::size_t Trace::spanCount() const
{
    std::size_t total = 0;
    for (const Lane& lane : m_lanes)
        total += lane.spans.size();
    return total;
}

} // namespace lab::trace
