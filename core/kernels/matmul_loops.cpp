// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/matmul_loops.h"

#include "core/kernels/add_products.h"

#include <algorithm>

namespace lab::kernels {

[[gnu::noinline]] void multiplyRowByProducts(const MatmulShape& shape, const float* x, const float* w,
                                             float* y, std::int64_t row)
{
    // [code then matmul-ladder/products]
    const float* from = x + row * shape.inner;
    float* to = y + row * shape.columns;
    for (std::int64_t j = 0; j < shape.columns; ++j) {
        float sum = 0;
        for (std::int64_t k = 0; k < shape.inner; ++k)
            sum += from[k] * w[k * shape.columns + j];
        to[j] = sum;
    }
    // [end]
}

std::int64_t floatsAtOnce()
{
#if !defined(__OPTIMIZE__)
    return 1;
#elif defined(__AVX512F__)
    return 16;
#elif defined(__AVX__)
    return 8;
#elif defined(__SSE2__) || defined(__ARM_NEON)
    return 4;
#else
    return 1;
#endif
}

[[gnu::noinline]] void multiplyRowByRows(const MatmulShape& shape, const float* x, const float* w, float* y,
                                         std::int64_t row)
{
    // [code then matmul-ladder/rows]
    float* to = y + row * shape.columns;
    std::fill_n(to, shape.columns, 0.0f);
    for (std::int64_t k = 0; k < shape.inner; ++k)
        addScaled(x[row * shape.inner + k], w + k * shape.columns, to, shape.columns);
    // [end]
}

[[gnu::noinline]] void multiplyTile(const MatmulShape& shape, const float* x, const float* w, float* y,
                                    std::int64_t row, std::int64_t column, const TileExtents& tile)
{
    // [code then multiplyTile()]
    const std::int64_t rowEnd = std::min(row + tile.rows, shape.rows);
    const std::int64_t width = std::min(tile.columns, shape.columns - column);
    for (std::int64_t i = row; i < rowEnd; ++i)
        std::fill_n(y + i * shape.columns + column, width, 0.0f);
    for (std::int64_t first = 0; first < shape.inner; first += tile.inner) {
        const std::int64_t last = std::min(first + tile.inner, shape.inner);
        for (std::int64_t i = row; i < rowEnd; ++i)
            addProducts(x + i * shape.inner, w + column, shape.columns, first, last,
                        y + i * shape.columns + column, width);
    }
    // [end]
}

} // namespace lab::kernels
