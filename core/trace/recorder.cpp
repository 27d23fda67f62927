// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/recorder.h"

namespace lab::trace {

Recorder::Recorder(std::size_t lanes, std::size_t capacity)
{
    m_lanes.reserve(lanes);
    for (std::size_t i = 0; i < lanes; ++i)
        m_lanes.push_back(std::make_unique<LaneWriter>(capacity));
}

std::size_t Recorder::drain(std::vector<std::vector<Span>>& into)
{
    if (into.size() < m_lanes.size())
        into.resize(m_lanes.size());
    std::size_t taken = 0;
    for (std::size_t i = 0; i < m_lanes.size(); ++i)
        taken += m_lanes[i]->m_ring.drain([&](const Span& span) { into[i].push_back(span); });
    return taken;
}

std::uint64_t Recorder::dropped() const
{
    std::uint64_t total = 0;
    for (const auto& lane : m_lanes)
        total += lane->m_dropped.load(std::memory_order_relaxed);
    return total;
}

} // namespace lab::trace
