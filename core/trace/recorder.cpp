// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/recorder.h"

#include <algorithm>
#include <cmath>

namespace lab::trace {

Recorder::Recorder(std::size_t lanes, std::size_t capacity)
    : Recorder(lanes, capacity, base::tickClock(), recordingCost(base::tickClock().source()))
{
}

Recorder::Recorder(std::size_t lanes, std::size_t capacity, base::TickClock& clock, const RecordingCost& cost)
    : m_clock(clock), m_source(clock.source()), m_cost(cost), m_within(std::llround(cost.within)),
      m_scale(base::readAnchor(m_source))
{
    m_lanes.reserve(lanes);
    for (std::size_t i = 0; i < lanes; ++i)
        m_lanes.push_back(std::make_unique<LaneWriter>(capacity, m_source));
}

std::size_t Recorder::drain(std::vector<std::vector<Span>>& into)
{
    if (into.size() < m_lanes.size())
        into.resize(m_lanes.size());
    std::vector<std::vector<Span>> taken(m_lanes.size());
    std::size_t count = 0;
    for (std::size_t i = 0; i < m_lanes.size(); ++i)
        count += m_lanes[i]->m_ring.drain([&](const Span& span) { taken[i].push_back(span); });
    anchor(); // after what was taken, so that no tick lies beyond
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        for (const Span& span : taken[i])
            append(span, into[i]);
    }
    return count;
}

void Recorder::clear()
{
    for (const auto& lane : m_lanes) {
        lane->m_ring.drain([](const Span&) {});
        lane->m_dropped.store(0, std::memory_order_relaxed);
    }
}

void Recorder::anchor()
{
    if (m_source == base::TickSource::SteadyClock)
        return;
    base::Anchor now = base::readAnchor(m_source);
    while (now.steady - m_scale.last().steady < base::TickScale::kShortestStretch)
        now = base::readAnchor(m_source);
    m_clock.check(m_scale.first(), now);
    m_scale.add(now);
}

void Recorder::append(Span span, std::vector<Span>& lane)
{
    const auto state = static_cast<std::uint8_t>(span.state);
    if ((state & LaneWriter::kSteady) != 0) {
        span.state = static_cast<State>(state & ~LaneWriter::kSteady);
        m_timedAll = false;
        lane.push_back(span);
        return;
    }
    if (span.end < span.begin)
        m_clock.ranBackwards();
    span.begin = toSteady({span.begin});
    const bool endsWithItsReading = span.state != State::WaitsForLock; // whose last reading begins the hold
    span.end = std::max(span.begin, toSteady({span.end}) - (endsWithItsReading ? m_within : 0));
    // A span that encloses the one recorded before it goes on doing so.
    if (!lane.empty() && lane.back().begin >= span.begin)
        span.end = std::max(span.end, lane.back().end);
    lane.push_back(span);
}

base::Nanoseconds Recorder::toSteady(base::Ticks ticks) const
{
    return m_source == base::TickSource::SteadyClock ? ticks.value : m_scale.toSteady(ticks);
}

TimeRange Recorder::withoutRecording(std::vector<std::vector<Span>>& spans, base::Ticks begin,
                                     base::Ticks end) const
{
    TimeRange range{toSteady(begin), toSteady(end)};
    range.end = std::max(range.begin, range.end - m_within);
    const auto works = [](const std::vector<Span>& lane) { return !lane.empty(); };
    if (m_timedAll && std::count_if(spans.begin(), spans.end(), works) == 1)
        range.end = closeOverRecording(*std::find_if(spans.begin(), spans.end(), works), range.end, m_cost);
    return range;
}

Recording Recorder::recording() const
{
    return {dropped(), m_source, m_clock.state(), m_cost};
}

std::uint64_t Recorder::dropped() const
{
    std::uint64_t total = 0;
    for (const auto& lane : m_lanes)
        total += lane->m_dropped.load(std::memory_order_relaxed);
    return total;
}

} // namespace lab::trace
