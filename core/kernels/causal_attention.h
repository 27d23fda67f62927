// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lab::kernels {

/// One head of self-attention over `sequence` positions, each a vector of `width` floats.
struct AttentionShape
{
    std::int64_t sequence = 0;
    std::int64_t width = 0;
};

/// Row `row` of causal self-attention: softmax(q · Kᵀ / √width) · V over positions 0 … row (A. Vaswani et
/// al., "Attention Is All You Need", 2017, eq. 1, with the mask of its decoder). `queries` and `values` are
/// sequence × width, `keysTransposed` is width × sequence. `scores` is room for row + 1 floats; `out` gets
/// `width` of them. They must not overlap. On the calling thread alone: rows may be computed in any order and
/// on different threads, and come out the same to the last bit.
void attendRow(const AttentionShape& shape, const float* queries, const float* keysTransposed,
               const float* values, std::int64_t row, float* scores, float* out);

} // namespace lab::kernels
