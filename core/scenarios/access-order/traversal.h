// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace lab::scenarios::access_order {

enum class Order : std::uint8_t { Rows, Columns, Tiles };

/// The order in which the elements of an n × n matrix are visited, cut into bands that workers take: of
/// rows, of columns, or of rows of tiles. Inside a tile the order is column by column.
struct Traversal
{
    Order order = Order::Rows;
    std::int64_t n = 1;
    std::int64_t tile = 1; ///< edge of a tile, at most n; of Order::Tiles
    std::int64_t band = 1; ///< rows or columns of a band; of Order::Tiles a multiple of `tile`

    std::int64_t bands() const { return (n + band - 1) / band; }
};

/// Bands long enough to be worth handing out, and at most 128 of them.
Traversal makeTraversal(Order order, std::int64_t n, std::int64_t tile);

/// Calls `run(first, count, stride)` for each stretch of evenly spaced elements of band `index`, in order.
/// Elements are counted row by row from 0.
template<class Run>
void forEachRun(const Traversal& traversal, std::int64_t index, Run&& run)
{
    const std::int64_t n = traversal.n;
    const std::int64_t begin = index * traversal.band;
    const std::int64_t end = std::min(begin + traversal.band, n);
    if (traversal.order == Order::Rows) {
        // [code then access-order/rows rows-workers]
        for (std::int64_t row = begin; row < end; ++row)
            run(row * n, n, std::int64_t{1});
        // [end]
        return;
    }
    if (traversal.order == Order::Columns) {
        // [code then access-order/columns columns-workers]
        for (std::int64_t column = begin; column < end; ++column)
            run(column, n, n);
        // [end]
        return;
    }
    // [code then access-order/tiles tiles-workers]
    for (std::int64_t left = begin; left < end; left += traversal.tile) {
        for (std::int64_t top = 0; top < n; top += traversal.tile) {
            const std::int64_t rows = std::min(traversal.tile, n - top);
            for (std::int64_t column = left; column < std::min(left + traversal.tile, end); ++column)
                run(top * n + column, rows, n);
        }
    }
    // [end]
}

/// The sum of `count` numbers, `stride` apart: what every traversal calls. In double precision, as four sums
/// that are added at the end.
double stridedSum(const float* first, std::int64_t count, std::int64_t stride);

/// How many additions an element passes through at most when the stretches of a band, and then the bands,
/// are added up in order.
std::int64_t longestChain(const Traversal& traversal);

} // namespace lab::scenarios::access_order
