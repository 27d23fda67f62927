// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lab::kernels {

// [code then addScaled()]
/// to[j] += factor · from[j]
inline void addScaled(float factor, const float* __restrict from, float* __restrict to, std::int64_t count)
{
    for (std::int64_t j = 0; j < count; ++j)
        to[j] += factor * from[j];
}
// [end]

// [code then addProducts()]
/// to[j] += Σ x[k] · w[k][j] over k in [first, last), rows of w `stride` floats apart; four k at a time: each
/// sum is loaded and stored once for four products.
inline void addProducts(const float* __restrict x, const float* __restrict w, std::int64_t stride,
                        std::int64_t first, std::int64_t last, float* __restrict to, std::int64_t count)
{
    std::int64_t k = first;
    for (; k + 4 <= last; k += 4) {
        const float* row = w + k * stride;
        for (std::int64_t j = 0; j < count; ++j)
            to[j] = to[j] + x[k] * row[j] + x[k + 1] * row[j + stride] + x[k + 2] * row[j + 2 * stride] +
                    x[k + 3] * row[j + 3 * stride];
    }
    for (; k < last; ++k)
        addScaled(x[k], w + k * stride, to, count);
}
// [end]

} // namespace lab::kernels
