// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <span>

namespace lab::scenarios {

/// FNV-1a over the bits of floats: tells whether two runs had the same inputs.
class Checksum
{
public:
    void add(std::span<const float> values)
    {
        for (const float value : values)
            m_hash = (m_hash ^ std::bit_cast<std::uint32_t>(value)) * 1099511628211u;
    }
    std::uint64_t value() const { return m_hash; }

private:
    std::uint64_t m_hash = 14695981039346656037u;
};

} // namespace lab::scenarios
