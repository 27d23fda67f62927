// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace lab::scenarios::load_balance {

/// Tasks [first, first + count).
struct Piece
{
    std::uint32_t first = 0;
    std::uint32_t count = 1;
    friend bool operator==(const Piece&, const Piece&) = default;
};

/// Who does which task, decided before anybody begins: the worker of each.
using Owners = std::vector<std::uint32_t>;

/// Equal ranges, one after the other. `workers` ≥ 1.
Owners blocks(std::size_t tasks, int workers);
/// Twice as many equal ranges as workers; worker k gets ranges k and 2p − 1 − k.
Owners zigZag(std::size_t tasks, int workers);
/// Task i is worker i mod p's.
Owners cyclic(std::size_t tasks, int workers);

/// What each worker has to do, in the order of tasks; tasks next to one another together, at most `most` ≥ 1.
std::vector<std::vector<Piece>> piecesOf(const Owners& owners, int workers, std::uint32_t most);

/// Hands out tasks while workers ask for more, without a lock. Any thread.
class Dealer
{
public:
    enum class Order : std::uint8_t {
        FromFirst, ///< always `chunk` tasks
        FromLast,  ///< the same, beginning with the last
        Guided,    ///< a p-th of what is left, at least `chunk` (C. D. Polychronopoulos and D. J. Kuck,
                   ///< "Guided self-scheduling", IEEE Transactions on Computers C-36, 1987)
    };
    Dealer(std::size_t tasks, int workers, std::uint32_t chunk, Order order);

    /// What the worker that asks does next; nothing when all is given away.
    std::optional<Piece> next();

private:
    std::optional<Piece> nextGuided();

    const std::uint32_t m_tasks;
    const std::uint32_t m_workers;
    const std::uint32_t m_chunk;
    const Order m_order;
    std::atomic<std::uint32_t> m_given{0};
};

} // namespace lab::scenarios::load_balance
