// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/tiny-operations/squares.h"

#include "core/scenarios/shared/checksum.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace lab::scenarios::tiny_operations {

namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20; // a few ms, even where memory is new
constexpr std::size_t kFew = std::size_t{1} << 20;
constexpr std::size_t kOneIn = 1021;
constexpr float kSpoilt = -1; // no square

// Memory that is not touched yet: zeroing 400 MB at once could not be stopped.
std::shared_ptr<float[]> untouched(std::size_t count)
{
    constexpr std::size_t kLine = 64;
    const std::shared_ptr<float[]> whole(new float[count + kLine / sizeof(float)]);
    const auto address = reinterpret_cast<std::uintptr_t>(whole.get());
    const std::size_t skipped = (kLine - address % kLine) % kLine / sizeof(float);
    return {whole, whole.get() + skipped};
}

// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014, figure 17),
// which gives the number of any index at once.
float numberAt(std::uint64_t seed, std::size_t index)
{
    std::uint64_t z = (seed << 32) + (index + 1) * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    return static_cast<float>(static_cast<std::int64_t>(z >> 40)) * 0x1.0p-23f - 1.0f;
}

} // namespace

// [code then square()]
[[gnu::noinline]] void square(const float* __restrict from, float* __restrict to, std::size_t count) noexcept
{
    for (std::size_t i = 0; i < count; ++i)
        to[i] = from[i] * from[i];
}
// [end]

Squares::Squares(std::size_t count, std::uint64_t seed, const std::function<void()>& pause)
    : m_count(count), m_numbers(untouched(count)), m_squares(untouched(count))
{
    Checksum checksum;
    for (std::size_t first = 0; first < count; first += kPiece) {
        pause();
        const std::size_t end = std::min(first + kPiece, count);
        for (std::size_t i = first; i < end; ++i)
            m_numbers.get()[i] = numberAt(seed, i);
        std::fill(m_squares.get() + first, m_squares.get() + end, kSpoilt);
        checksum.add({m_numbers.get() + first, end - first});
    }
    m_checksum = checksum.value();
}

void Squares::spoil()
{
    for (std::size_t i = 0; i < m_count; i += m_count <= kFew ? 1 : kOneIn)
        m_squares.get()[i] = kSpoilt;
}

double Squares::largestDifference(const std::function<bool()>& stopping) const
{
    const float* numbers = m_numbers.get();
    const float* squares = m_squares.get();
    float largest = 0;
    for (std::size_t first = 0; first < m_count && !stopping(); first += kPiece) {
        for (std::size_t i = first; i < std::min(first + kPiece, m_count); ++i)
            largest = std::max(largest, std::abs(squares[i] - numbers[i] * numbers[i]));
    }
    return double{largest};
}

} // namespace lab::scenarios::tiny_operations
