// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/cache_model.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace lab::analysis {

namespace {

constexpr std::uint64_t kEmpty = std::numeric_limits<std::uint64_t>::max();

std::uint64_t lineOf(const CacheModel::Shape& shape, std::uint64_t address)
{
    return address / static_cast<std::uint64_t>(shape.lineBytes);
}

std::size_t firstPlaceOf(const CacheModel::Shape& shape, std::uint64_t line)
{
    return static_cast<std::size_t>(line % static_cast<std::uint64_t>(shape.sets)) *
           static_cast<std::size_t>(shape.ways);
}

} // namespace

CacheModel::CacheModel(const std::vector<Shape>& levels)
{
    if (levels.empty())
        throw std::invalid_argument("a model of caches needs at least one level");
    for (const Shape& shape : levels) {
        if (shape.sets < 1 || shape.ways < 1 || shape.lineBytes < 1)
            throw std::invalid_argument("a cache needs at least one set, one way and one byte a line");
        m_levels.push_back({shape, {}, 0});
        m_levels.back().lines.assign(
            static_cast<std::size_t>(shape.sets) * static_cast<std::size_t>(shape.ways), kEmpty);
    }
}

std::size_t CacheModel::access(std::uint64_t address)
{
    ++m_accesses;
    for (std::size_t at = 0; at < m_levels.size(); ++at) {
        Level& level = m_levels[at];
        const std::uint64_t line = lineOf(level.shape, address);
        std::uint64_t* const places = level.lines.data() + firstPlaceOf(level.shape, line);
        // One pass finds the line and moves the more recent ones back; without it, the oldest falls out.
        std::uint64_t carried = line;
        bool found = false;
        for (int way = 0; way < level.shape.ways && !found; ++way) {
            std::swap(carried, places[way]);
            found = carried == line;
        }
        if (found)
            return at;
        ++level.misses;
    }
    return m_levels.size();
}

bool CacheModel::holds(std::size_t level, std::uint64_t address) const
{
    const Level& asked = m_levels[level];
    const std::uint64_t line = lineOf(asked.shape, address);
    const std::uint64_t* const places = asked.lines.data() + firstPlaceOf(asked.shape, line);
    return std::find(places, places + asked.shape.ways, line) != places + asked.shape.ways;
}

} // namespace lab::analysis
