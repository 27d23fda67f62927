// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/causal_attention.h"

#include "core/kernels/add_products.h"

#include <algorithm>
#include <cmath>

namespace lab::kernels {

// [code then attendRow()]
[[gnu::noinline]] void attendRow(const AttentionShape& shape, const float* queries,
                                 const float* keysTransposed, const float* values, std::int64_t row,
                                 float* scores, float* out)
{
    const std::int64_t seen = row + 1;
    std::fill_n(scores, seen, 0.0f);
    addProducts(queries + row * shape.width, keysTransposed, shape.sequence, 0, shape.width, scores, seen);
    const float largest = *std::max_element(scores, scores + seen);
    const float scale = 1 / std::sqrt(static_cast<float>(shape.width));
    float sum = 0;
    for (std::int64_t j = 0; j < seen; ++j) {
        scores[j] = std::exp((scores[j] - largest) * scale);
        sum += scores[j];
    }
    std::fill_n(out, shape.width, 0.0f);
    addProducts(scores, values, shape.width, 0, seen, out, shape.width);
    for (std::int64_t c = 0; c < shape.width; ++c)
        out[c] /= sum;
}
// [end]

} // namespace lab::kernels
