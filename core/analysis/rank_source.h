// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>

namespace lab::analysis {

/// Draws ranks below a bound with replacement, the same ones on every platform:
/// std::uniform_int_distribution differs between standard libraries.
class RankSource
{
public:
    explicit RankSource(std::uint64_t seed) : m_engine(seed) {}

    /// A rank in [0, bound), bound < 2^32.
    std::size_t below(std::size_t bound)
    {
        // Two ranks of each 64-bit draw, by multiply and shift (Lemire 2019). The bias is below
        // bound / 2^32, far less than the resampling error.
        if (m_left == 0) {
            m_bits = m_engine();
            m_left = 2;
        }
        --m_left;
        const std::uint64_t half = m_bits & 0xffffffffu;
        m_bits >>= 32;
        return static_cast<std::size_t>((half * bound) >> 32);
    }

private:
    std::mt19937_64 m_engine;
    std::uint64_t m_bits = 0;
    int m_left = 0;
};

} // namespace lab::analysis
