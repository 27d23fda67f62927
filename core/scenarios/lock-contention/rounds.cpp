// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/lock-contention/rounds.h"

#include <random>

namespace lab::scenarios::lock_contention {

// [code then turn()]
std::uint64_t turn(std::uint64_t state, std::int64_t steps)
{
    // Knuth's MMIX generator (The Art of Computer Programming 2, 3.3.4, table 1, line 26).
    for (std::int64_t i = 0; i < steps; ++i)
        state = state * 6364136223846793005u + 1442695040888963407u;
    return state;
}
// [end]

Rounds::Rounds(std::int64_t rounds, std::int64_t length, std::int64_t percent, std::uint64_t seed)
    : m_inside(length * percent / 100), m_outside(length - m_inside)
{
    std::mt19937_64 random(seed);
    for (std::int64_t i = 0; i < rounds; ++i)
        m_states.push_back(random());
}

} // namespace lab::scenarios::lock_contention
