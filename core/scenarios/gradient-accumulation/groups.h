// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace lab::scenarios::gradient_accumulation {

/// Samples [first, first + count), which one worker sums up on its own.
struct Group
{
    std::size_t index = 0;
    std::int64_t first = 0;
    std::int64_t count = 0;
};

/// How samples are divided: in order, into groups of one size but for the last, which has what is left. No
/// group is larger than a worker's share: nobody goes without because another sums up everything.
class Groups
{
public:
    /// All positive.
    Groups(std::int64_t samples, std::int64_t perGroup, int workers)
        : m_samples(samples), m_size(std::min(perGroup, (samples + workers - 1) / workers))
    {
    }

    std::size_t count() const { return static_cast<std::size_t>((m_samples + m_size - 1) / m_size); }
    Group at(std::size_t index) const
    {
        const std::int64_t first = static_cast<std::int64_t>(index) * m_size;
        return {index, first, std::min(m_size, m_samples - first)};
    }

private:
    std::int64_t m_samples;
    std::int64_t m_size;
};

} // namespace lab::scenarios::gradient_accumulation
