// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/span.h"

#include <array>
#include <cstdint>
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

/// Level of detail for one lane: answers "how long was each state on top between a and b" in O(log n),
/// from prefix sums kept every `kBlock` segments. Immutable once built; any thread may read.
class LaneIndex
{
public:
    static constexpr std::size_t kBlock = 32;

    LaneIndex() = default;
    /// `spans` sorted by begin, then by descending end.
    explicit LaneIndex(std::span<const Span> spans);

    const std::vector<Segment>& segments() const { return m_segments; }

    /// Index of the first segment that ends after `t`; segments().size() when there is none.
    std::size_t firstEndingAfter(base::Nanoseconds t) const;
    /// The same, searched forward from `hint` by doubling steps: O(log distance). `hint` must not be past
    /// the answer.
    std::size_t firstEndingAfter(base::Nanoseconds t, std::size_t hint) const;

    /// Time by state up to `t`, given `at = firstEndingAfter(t)`.
    StateTimes upTo(base::Nanoseconds t, std::size_t at) const;

    /// Time by state within [from, to).
    StateTimes between(base::Nanoseconds from, base::Nanoseconds to) const;

private:
    std::vector<Segment> m_segments;
    std::vector<base::Nanoseconds> m_blockEnds; ///< end of the last segment of each block: searched first
    std::vector<StateTimes> m_prefix;           ///< m_prefix[b]: times of segments [0, b * kBlock)
};

} // namespace lab::trace
