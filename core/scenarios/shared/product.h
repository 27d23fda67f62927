// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/matmul_shape.h"
#include "core/kernels/tensor.h"

namespace lab::scenarios {

/// X·W by the program's own register tiles, on the calling thread: what other results are held against.
kernels::Tensor product(const kernels::MatmulShape& shape, const float* x, const float* w);

/// The largest Σ|x||w| of any element of X·W.
double largestSumOfMagnitudes(const kernels::MatmulShape& shape, const float* x, const float* w);

/// How far two f32 sums of `terms` products can be apart for rounding alone, whatever their order, when
/// Σ|x||w| ≤ `sumOfMagnitudes`: each is off by at most γ(n)·Σ|x||w| with γ(n) = n·u / (1 − n·u) and
/// u = 2⁻²⁴ (Higham, Accuracy and Stability of Numerical Algorithms, section 3.1).
double roundingBound(std::int64_t terms, double sumOfMagnitudes);

} // namespace lab::scenarios
