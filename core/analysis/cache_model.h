// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lab::analysis {

/// A cache that is `ways`-associative and replaces the least recently used line: Hennessy & Patterson,
/// "Computer Architecture", 6th ed., appendix B. A model: no prefetching, no other users, addresses taken
/// as physical ones.
class CacheModel
{
public:
    struct Shape
    {
        std::int64_t sets = 1;
        int ways = 1;
        std::int64_t lineBytes = 64;
    };

    /// Throws std::invalid_argument when a number is not positive or there is no level.
    /// `levels`: nearest first; a line that was missed in one level is looked for in the next, and put into
    /// all levels that missed it.
    explicit CacheModel(const std::vector<Shape>& levels);

    /// The level, from 0, that held the line of `address`; levels() when none did.
    std::size_t access(std::uint64_t address);

    std::size_t levels() const { return m_levels.size(); }
    std::int64_t accesses() const { return m_accesses; }
    /// Accesses that `level` was asked for and did not hold.
    std::int64_t misses(std::size_t level) const { return m_levels[level].misses; }
    /// Whether `level` holds the line of `address` now.
    bool holds(std::size_t level, std::uint64_t address) const;

private:
    struct Level
    {
        Shape shape;
        std::vector<std::uint64_t> lines; ///< sets × ways, most recently used first
        std::int64_t misses = 0;
    };

    std::vector<Level> m_levels;
    std::int64_t m_accesses = 0;
};

} // namespace lab::analysis
