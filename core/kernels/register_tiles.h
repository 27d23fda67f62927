// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/matmul_shape.h"

#include <string_view>
#include <vector>

namespace lab::kernels {

/// A hand-written product whose innermost tile of Y stays in vector registers while k runs, compiled for one
/// instruction set. The panel of W that a tile column needs is first copied into one piece.
struct RegisterTiles
{
    std::string_view instructions; ///< "AVX-512", "AVX2", "SSE2", "NEON", "128-bit vectors"
    std::int64_t tileRows = 1;     ///< the tile in registers
    std::int64_t tileColumns = 1;
    std::int64_t innerBlock = 1; ///< how much of k is packed at a time
    std::int64_t rowBlock = 1;   ///< rows of Y that one call computes; a multiple of tileRows
    std::int64_t lanes = 1;      ///< floats in a register

    /// Computes rows [row, row + rowBlock) of columns [column, column + tileColumns) of `y`, cut at the
    /// edges. Both begin at multiples of those extents. On the calling thread, with 64 KB of its stack.
    void (*multiply)(const MatmulShape& shape, const float* x, const float* w, float* y, std::int64_t row,
                     std::int64_t column);

    /// Nothing but multiply-adds in registers, as many as this core can have under way: the peak.
    /// `steps` rounds of `operationsPerStep` floating-point operations. The result depends on all of them.
    float (*arithmetic)(std::int64_t steps);
    std::int64_t operationsPerStep = 1;

    /// Sum of `count` floats in as many independent sums as hide the additions behind the loads: what a core
    /// can read. `count` is a multiple of 256.
    float (*readAll)(const float* values, std::int64_t count);
};

/// Those this CPU can run, widest vectors last. Never empty. Any thread.
const std::vector<RegisterTiles>& registerTiles();

/// How many calls a product takes.
std::int64_t callCount(const RegisterTiles& tiles, const MatmulShape& shape);

/// Call `index` of them: row blocks outside, columns inside.
void multiplyPart(const RegisterTiles& tiles, const MatmulShape& shape, const float* x, const float* w,
                  float* y, std::int64_t index);

} // namespace lab::kernels
