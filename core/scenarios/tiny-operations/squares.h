// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace lab::scenarios::tiny_operations {

/// to[i] = from[i]² for i < count; the arrays do not overlap. One function for all variants. Any thread.
void square(const float* from, float* to, std::size_t count) noexcept;

/// The numbers and a place for their squares, 8 bytes a number in all.
class Squares
{
public:
    /// `count` ≥ 1 numbers in [−1, 1) that depend on `seed` and their index alone. Calls `pause` at least
    /// every 50 ms, which may throw. Throws std::bad_alloc.
    Squares(std::size_t count, std::uint64_t seed, const std::function<void()>& pause);

    std::size_t count() const { return m_count; }
    const float* numbers() const { return m_numbers.get(); }
    float* squares() { return m_squares.get(); }
    std::uint64_t checksum() const { return m_checksum; }

    /// Makes sure that squares of before do not pass for new ones: overwrites all of few, one in a thousand
    /// of many.
    void spoil();

    /// Largest difference of the squares from those of one thread, which are computed on the way. Gives up
    /// when `stopping` says so.
    double largestDifference(const std::function<bool()>& stopping) const;

    std::shared_ptr<const float[]> sharedNumbers() const { return m_numbers; }
    std::shared_ptr<const float[]> sharedSquares() const { return m_squares; }

private:
    std::size_t m_count;
    std::shared_ptr<float[]> m_numbers;
    std::shared_ptr<float[]> m_squares;
    std::uint64_t m_checksum = 0;
};

} // namespace lab::scenarios::tiny_operations
