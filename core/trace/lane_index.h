// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/span.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

namespace lab::trace {

/// Time by state, in ns, indexed by State.
using StateTimes = std::array<base::Nanoseconds, kStateCount>;

/// A stretch of a lane in which one span is on top (an enclosed span is on top of the enclosing one).
/// Segments of a lane never overlap, so their times add up.
struct Segment
{
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
    std::uint32_t span = 0; ///< index into the lane's spans
    State state = State::Computing;
};

/// The segments of a lane, made when asked for where no span encloses another, which is where spans are many:
/// there each span is a segment of its own. Refers to the lane's spans or to its index.
class Segments
{
public:
    class Iterator
    {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Segment;
        using difference_type = std::ptrdiff_t;
        using pointer = const Segment*;
        using reference = Segment;

        Iterator(const Segments& segments, std::size_t at) : m_segments(&segments), m_at(at) {}
        Segment operator*() const { return (*m_segments)[m_at]; }
        Iterator& operator++()
        {
            ++m_at;
            return *this;
        }
        friend bool operator==(const Iterator& a, const Iterator& b) { return a.m_at == b.m_at; }

    private:
        const Segments* m_segments;
        std::size_t m_at;
    };

    /// One of the two is empty.
    Segments(std::span<const Segment> stored, std::span<const Span> spans) : m_stored(stored), m_spans(spans)
    {
    }

    std::size_t size() const { return m_stored.size() + m_spans.size(); }
    bool empty() const { return size() == 0; }
    Segment operator[](std::size_t i) const
    {
        if (m_spans.empty())
            return m_stored[i];
        return {m_spans[i].begin, m_spans[i].end, static_cast<std::uint32_t>(i), m_spans[i].state};
    }
    base::Nanoseconds endOf(std::size_t i) const
    {
        return m_spans.empty() ? m_stored[i].end : m_spans[i].end;
    }
    Segment front() const { return (*this)[0]; }
    Segment back() const { return (*this)[size() - 1]; }
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, size()}; }

private:
    std::span<const Segment> m_stored;
    std::span<const Span> m_spans;
};

/// Level of detail for one lane: answers "how long was each state on top between a and b" in O(log n),
/// from prefix sums kept every `kBlock` segments. Immutable once built; any thread may read. Not copied: it
/// refers to the lane's spans.
class LaneIndex
{
public:
    static constexpr std::size_t kBlock = 16;

    LaneIndex() = default;
    /// `spans` sorted by begin, then by descending end; they must stay where they are.
    explicit LaneIndex(std::span<const Span> spans);
    LaneIndex(LaneIndex&&) = default;
    LaneIndex& operator=(LaneIndex&&) = default;

    Segments segments() const { return {m_stored, m_spans}; }

    /// Index of the first segment that ends after `t`; segments().size() when there is none.
    std::size_t firstEndingAfter(base::Nanoseconds t) const;
    /// The same, searched forward from `hint` by doubling steps: O(log distance). `hint` must not be past
    /// the answer.
    std::size_t firstEndingAfter(base::Nanoseconds t, std::size_t hint) const;

    /// Time by state up to `t`, given `at = firstEndingAfter(t)`.
    StateTimes upTo(base::Nanoseconds t, std::size_t at) const;

    /// Time by state within [from, to).
    StateTimes between(base::Nanoseconds from, base::Nanoseconds to) const;

    /// The instants between blocks, 0 … blocks: what is known of them is kept, so that long stretches need
    /// not look at segments. Mark b lies where block b - 1 ends.
    std::size_t markNear(base::Nanoseconds t, std::size_t block) const;
    base::Nanoseconds timeOfMark(std::size_t mark) const { return mark == 0 ? 0 : m_blockEnds[mark - 1]; }
    StateTimes betweenMarks(std::size_t from, std::size_t to) const;
    /// The block that t lies in or before; `hint` must not be past it. The number of blocks when there is
    /// none.
    std::size_t blockEndingAfter(base::Nanoseconds t, std::size_t hint = 0) const;

private:
    void store(std::span<const Span> spans);

    std::span<const Span> m_spans;              ///< where each is a segment
    std::vector<Segment> m_stored;              ///< elsewhere
    std::vector<base::Nanoseconds> m_blockEnds; ///< end of the last segment of each block: searched first
    std::vector<StateTimes> m_prefix;           ///< by mark: times of all segments before it
};

} // namespace lab::trace
