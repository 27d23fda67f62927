// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace lab::scenarios::gradient_accumulation {

/// A sum that nobody guards. Each element is loaded, added to and stored with relaxed atomics: defined
/// behaviour, yet an addition between another's load and store is lost. An element carries how many
/// additions it has seen, in the same 64 bits, so that exactly the lost ones are missing from the count.
/// Any thread.
class RacingSum
{
public:
    explicit RacingSum(std::size_t size) : m_elements(size) {}

    std::size_t size() const { return m_elements.size(); }

    void clear()
    {
        for (auto& element : m_elements)
            element.store(0, std::memory_order_relaxed);
    }

    /// Adds to elements [first, first + values.size()), one at a time.
    // [code then work=network gradient-accumulation/unprotected]
    void add(std::size_t first, std::span<const float> values)
    {
        for (std::size_t i = 0; i < values.size(); ++i)
            store(first + i, load(first + i), values[i]);
    }
    // [end]

    // [code then gradient-accumulation/unprotected]
    std::uint64_t load(std::size_t index) const { return m_elements[index].load(std::memory_order_relaxed); }
    /// Writes what `loaded` becomes when `value` is added, whatever has been written since.
    void store(std::size_t index, std::uint64_t loaded, float value)
    {
        m_elements[index].store(pack(sumOf(loaded) + value, countOf(loaded) + 1), std::memory_order_relaxed);
    }
    // [end]

    float sum(std::size_t index) const { return sumOf(load(index)); }
    /// Additions that all elements have seen together.
    std::uint64_t additions() const
    {
        std::uint64_t total = 0;
        for (std::size_t i = 0; i < m_elements.size(); ++i)
            total += countOf(load(i));
        return total;
    }

private:
    static std::uint64_t pack(float sum, std::uint32_t count)
    {
        return std::uint64_t{count} << 32 | std::bit_cast<std::uint32_t>(sum);
    }
    static float sumOf(std::uint64_t element)
    {
        return std::bit_cast<float>(static_cast<std::uint32_t>(element));
    }
    static std::uint32_t countOf(std::uint64_t element) { return static_cast<std::uint32_t>(element >> 32); }

    std::vector<std::atomic<std::uint64_t>> m_elements;
};

/// "lost 1 204 of 7 000 704 additions (0.02 %)".
std::string lostText(std::uint64_t additions, std::uint64_t wanted);

} // namespace lab::scenarios::gradient_accumulation
