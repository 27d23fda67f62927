// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/lane_index.h"

#include <algorithm>

namespace lab::trace {

namespace {

std::size_t slot(State state)
{
    return static_cast<std::size_t>(state);
}

} // namespace

LaneIndex::LaneIndex(std::span<const Span> spans)
{
    m_segments.reserve(spans.size());
    std::vector<std::uint32_t> open; // enclosing spans, innermost last
    base::Nanoseconds covered = 0;   // everything before is already in segments
    const auto emit = [&](base::Nanoseconds until, std::uint32_t index) {
        if (until > covered)
            m_segments.push_back({covered, until, index, spans[index].state});
        covered = std::max(covered, until);
    };
    const auto closeUntil = [&](base::Nanoseconds t) {
        while (!open.empty() && spans[open.back()].end <= t) {
            emit(spans[open.back()].end, open.back());
            open.pop_back();
        }
    };
    for (std::uint32_t i = 0; i < spans.size(); ++i) {
        closeUntil(spans[i].begin);
        if (!open.empty())
            emit(spans[i].begin, open.back());
        covered = std::max(covered, spans[i].begin);
        if (spans[i].end > spans[i].begin)
            open.push_back(i);
    }
    while (!open.empty()) {
        emit(spans[open.back()].end, open.back());
        open.pop_back();
    }

    m_blockEnds.reserve(m_segments.size() / kBlock + 1);
    for (std::size_t last = kBlock - 1; last < m_segments.size() + kBlock - 1; last += kBlock)
        m_blockEnds.push_back(m_segments[std::min(last, m_segments.size() - 1)].end);

    m_prefix.reserve(m_segments.size() / kBlock + 1);
    StateTimes sum{};
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        if (i % kBlock == 0)
            m_prefix.push_back(sum);
        sum[slot(m_segments[i].state)] += m_segments[i].end - m_segments[i].begin;
    }
    if (m_segments.size() % kBlock == 0)
        m_prefix.push_back(sum);
}

std::size_t LaneIndex::firstEndingAfter(base::Nanoseconds t) const
{
    return firstEndingAfter(t, 0);
}

// First the block, in a list so short that it stays in the cache, then within it.
std::size_t LaneIndex::firstEndingAfter(base::Nanoseconds t, std::size_t hint) const
{
    const std::size_t blocks = m_blockEnds.size();
    std::size_t low = std::min(hint / kBlock, blocks);
    std::size_t step = 1;
    while (low + step < blocks && m_blockEnds[low + step] <= t) {
        low += step;
        step *= 2;
    }
    const auto ends = m_blockEnds.begin();
    const auto block =
        std::upper_bound(ends + static_cast<std::ptrdiff_t>(low),
                         ends + static_cast<std::ptrdiff_t>(std::min(low + step + 1, blocks)), t);
    const auto first = static_cast<std::size_t>(block - ends) * kBlock;
    const auto begin = m_segments.begin();
    const auto found =
        std::partition_point(begin + static_cast<std::ptrdiff_t>(std::min(first, m_segments.size())),
                             begin + static_cast<std::ptrdiff_t>(std::min(first + kBlock, m_segments.size())),
                             [t](const Segment& s) { return s.end <= t; });
    return static_cast<std::size_t>(found - begin);
}

StateTimes LaneIndex::upTo(base::Nanoseconds t, std::size_t at) const
{
    if (m_prefix.empty())
        return {};
    const std::size_t block = at / kBlock;
    StateTimes times = m_prefix[block];
    for (std::size_t i = block * kBlock; i < at; ++i)
        times[slot(m_segments[i].state)] += m_segments[i].end - m_segments[i].begin;
    if (at < m_segments.size() && t > m_segments[at].begin)
        times[slot(m_segments[at].state)] += t - m_segments[at].begin;
    return times;
}

StateTimes LaneIndex::between(base::Nanoseconds from, base::Nanoseconds to) const
{
    if (to <= from)
        return {};
    const std::size_t first = firstEndingAfter(from);
    StateTimes times = upTo(to, firstEndingAfter(to, first));
    const StateTimes before = upTo(from, first);
    for (std::size_t i = 0; i < kStateCount; ++i)
        times[i] -= before[i];
    return times;
}

} // namespace lab::trace
