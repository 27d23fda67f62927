// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/load-balance/assignment.h"

#include <algorithm>

namespace lab::scenarios::load_balance {

namespace {

// Calls give(range, first, last) for `count` ranges of as nearly as possible the same length.
template<class Give>
void cut(std::size_t tasks, std::size_t count, const Give& give)
{
    for (std::size_t range = 0; range < count; ++range)
        give(range, tasks * range / count, tasks * (range + 1) / count);
}

// [code then load-balance/blocks zig-zag]
Owners ofRanges(std::size_t tasks, std::size_t ranges, std::size_t workers)
{
    Owners owners(tasks);
    cut(tasks, ranges, [&](std::size_t range, std::size_t first, std::size_t last) {
        const std::size_t owner = range < workers ? range : 2 * workers - 1 - range;
        std::fill(owners.begin() + static_cast<std::ptrdiff_t>(first),
                  owners.begin() + static_cast<std::ptrdiff_t>(last), static_cast<std::uint32_t>(owner));
    });
    return owners;
}
// [end]

} // namespace

// [code load-balance/blocks]
Owners blocks(std::size_t tasks, int workers)
{
    return ofRanges(tasks, static_cast<std::size_t>(workers), static_cast<std::size_t>(workers));
}
// [end]

// [code load-balance/zig-zag]
Owners zigZag(std::size_t tasks, int workers)
{
    return ofRanges(tasks, 2 * static_cast<std::size_t>(workers), static_cast<std::size_t>(workers));
}
// [end]

// [code load-balance/cyclic]
Owners cyclic(std::size_t tasks, int workers)
{
    Owners owners(tasks);
    for (std::size_t task = 0; task < tasks; ++task)
        owners[task] = static_cast<std::uint32_t>(task % static_cast<std::size_t>(workers));
    return owners;
}
// [end]

std::vector<std::vector<Piece>> piecesOf(const Owners& owners, int workers, std::uint32_t most)
{
    std::vector<std::vector<Piece>> pieces(static_cast<std::size_t>(workers));
    for (std::uint32_t task = 0; task < owners.size(); ++task) {
        std::vector<Piece>& own = pieces[owners[task]];
        if (!own.empty() && own.back().first + own.back().count == task && own.back().count < most)
            ++own.back().count;
        else
            own.push_back({task, 1});
    }
    return pieces;
}

Dealer::Dealer(std::size_t tasks, int workers, std::uint32_t chunk, Order order)
    : m_tasks(static_cast<std::uint32_t>(tasks)), m_workers(static_cast<std::uint32_t>(workers)),
      m_chunk(chunk), m_order(order)
{
}

// [code load-balance/counter longest-first]
std::optional<Piece> Dealer::next()
{
    if (m_order == Order::Guided)
        return nextGuided();
    const std::uint32_t first = m_given.fetch_add(m_chunk, std::memory_order_relaxed);
    if (first >= m_tasks)
        return std::nullopt;
    const std::uint32_t count = std::min(m_chunk, m_tasks - first);
    return Piece{m_order == Order::FromLast ? m_tasks - first - count : first, count};
}
// [end]

// [code load-balance/guided]
std::optional<Piece> Dealer::nextGuided()
{
    std::uint32_t first = m_given.load(std::memory_order_relaxed);
    while (first < m_tasks) {
        const std::uint32_t left = m_tasks - first;
        const std::uint32_t count = std::min(left, std::max(m_chunk, left / m_workers));
        if (m_given.compare_exchange_weak(first, first + count, std::memory_order_relaxed))
            return Piece{first, count};
    }
    return std::nullopt;
}
// [end]

} // namespace lab::scenarios::load_balance
