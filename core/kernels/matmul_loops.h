// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/matmul_shape.h"

namespace lab::kernels {

/// The product in plain loops, one idea more in each function. All work on any shape, on the calling thread
/// alone, and write only the part of `y` that they name, so that parts may be computed in any order and on
/// different threads. `x`, `w` and `y` must not overlap.

/// for j, for k: a row of Y as inner products. W is read down its columns, a line for every number, and the
/// sum of one product waits for the one before.
void multiplyRowByProducts(const MatmulShape& shape, const float* x, const float* w, float* y,
                           std::int64_t row);

/// for k, for j: the same row with the two inner loops interchanged. W and Y are read along their rows, and
/// neighbouring sums are independent, so that the compiler may compute several at once.
void multiplyRowByRows(const MatmulShape& shape, const float* x, const float* w, float* y, std::int64_t row);

/// Floats that the compiler takes at once in those that go along rows, for the oldest processor this program
/// is built for: 4 in 128 bits. 1 where it was not asked to.
std::int64_t floatsAtOnce();

/// Extents of a tile, in elements; those at the edges are smaller.
struct TileExtents
{
    std::int64_t rows = 16;
    std::int64_t inner = 112;
    std::int64_t columns = 128;
};

/// Loops over tiles of k, and within them k (four at a time) and j: the piece of W that a tile needs stays in
/// the cache while the tile's rows pass, and a sum is read and written once for four products. Computes the
/// tile of Y that begins at `row` and `column`.
void multiplyTile(const MatmulShape& shape, const float* x, const float* w, float* y, std::int64_t row,
                  std::int64_t column, const TileExtents& tile);

} // namespace lab::kernels
