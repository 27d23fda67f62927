// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/lane_index.h"

#include <algorithm>
#include <limits>

namespace lab::trace {

namespace {

std::size_t slot(State state)
{
    return static_cast<std::size_t>(state);
}

bool followOneAnother(std::span<const Span> spans)
{
    base::Nanoseconds covered = std::numeric_limits<base::Nanoseconds>::min();
    return std::all_of(spans.begin(), spans.end(), [&](const Span& span) {
        const bool follows = span.begin >= covered && span.end > span.begin;
        covered = span.end;
        return follows;
    });
}

} // namespace

// Where spans enclose others, the innermost is on top.
void LaneIndex::store(std::span<const Span> spans)
{
    m_stored.reserve(spans.size());
    std::vector<std::uint32_t> open; // enclosing spans, innermost last
    base::Nanoseconds covered = 0;   // everything before is already in segments
    const auto emit = [&](base::Nanoseconds until, std::uint32_t index) {
        if (until > covered)
            m_stored.push_back({covered, until, index, spans[index].state});
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
}

LaneIndex::LaneIndex(std::span<const Span> spans)
{
    if (followOneAnother(spans))
        m_spans = spans;
    else
        store(spans);
    const Segments all = segments();
    m_blockEnds.reserve(all.size() / kBlock + 1);
    for (std::size_t last = kBlock - 1; last < all.size() + kBlock - 1; last += kBlock)
        m_blockEnds.push_back(all.endOf(std::min(last, all.size() - 1)));

    m_prefix.reserve(m_blockEnds.size() + 1);
    StateTimes sum{};
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i % kBlock == 0)
            m_prefix.push_back(sum);
        const Segment segment = all[i];
        sum[slot(segment.state)] += segment.end - segment.begin;
    }
    m_prefix.push_back(sum);
}

std::size_t LaneIndex::firstEndingAfter(base::Nanoseconds t) const
{
    return firstEndingAfter(t, 0);
}

std::size_t LaneIndex::blockEndingAfter(base::Nanoseconds t, std::size_t hint) const
{
    const std::size_t blocks = m_blockEnds.size();
    std::size_t near = std::min(hint, blocks);
    std::size_t step = 1;
    while (near + step < blocks && m_blockEnds[near + step] <= t) {
        near += step;
        step *= 2;
    }
    const auto ends = m_blockEnds.begin();
    const auto block =
        std::upper_bound(ends + static_cast<std::ptrdiff_t>(near),
                         ends + static_cast<std::ptrdiff_t>(std::min(near + step + 1, blocks)), t);
    return static_cast<std::size_t>(block - ends);
}

// First the block, in a list so short that it stays in the cache, then within it.
std::size_t LaneIndex::firstEndingAfter(base::Nanoseconds t, std::size_t hint) const
{
    const Segments all = segments();
    std::size_t low = std::min(blockEndingAfter(t, hint / kBlock) * kBlock, all.size());
    std::size_t high = std::min(low + kBlock, all.size());
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (all.endOf(middle) <= t)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

StateTimes LaneIndex::upTo(base::Nanoseconds t, std::size_t at) const
{
    if (m_prefix.empty())
        return {};
    const Segments all = segments();
    const std::size_t block = at / kBlock;
    StateTimes times = m_prefix[block];
    for (std::size_t i = block * kBlock; i < at; ++i)
        times[slot(all[i].state)] += all[i].end - all[i].begin;
    if (at < all.size() && t > all[at].begin)
        times[slot(all[at].state)] += t - all[at].begin;
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

std::size_t LaneIndex::markNear(base::Nanoseconds t, std::size_t block) const
{
    if (block == m_blockEnds.size())
        return block;
    return t - timeOfMark(block) <= m_blockEnds[block] - t ? block : block + 1;
}

StateTimes LaneIndex::betweenMarks(std::size_t from, std::size_t to) const
{
    StateTimes times = m_prefix[to];
    for (std::size_t i = 0; i < kStateCount; ++i)
        times[i] -= m_prefix[from][i];
    return times;
}

} // namespace lab::trace
