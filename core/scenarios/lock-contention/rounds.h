// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace lab::scenarios::lock_contention {

/// What a round works on: `steps` multiply-adds, each of which needs the one before, so that they take the
/// same time wherever they run. One function for all variants, never inlined. Any thread.
[[gnu::noinline]] std::uint64_t turn(std::uint64_t state, std::int64_t steps);

/// A loop of `rounds` rounds of `length` steps, the share `percent` of them in the critical section.
class Rounds
{
public:
    Rounds(std::int64_t rounds, std::int64_t length, std::int64_t percent, std::uint64_t seed);

    std::int64_t count() const { return static_cast<std::int64_t>(m_states.size()); }
    std::int64_t outside() const { return m_outside; }
    std::int64_t inside() const { return m_inside; }

    /// The steps before the critical section, and within it: what the latter returns, 0 … 15, is what a round
    /// adds to the total.
    // [code then lock-contention/sequential mutex spin atomic sharded]
    std::uint64_t before(std::size_t round) const { return turn(m_states[round], m_outside); }
    std::uint64_t within(std::uint64_t state) const { return turn(state, m_inside) >> 60; }
    // [end]

    const std::vector<std::uint64_t>& states() const { return m_states; }

private:
    std::vector<std::uint64_t> m_states;
    std::int64_t m_inside;
    std::int64_t m_outside;
};

} // namespace lab::scenarios::lock_contention
