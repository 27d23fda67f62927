// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/matmul_shape.h"
#include "core/kernels/tensor.h"
#include "core/scenario/scenario.h"

namespace lab::scenarios::matmul_ladder {

/// X: images of samplesOf(), one a row; W: the trained network's first layer. Where the shape
/// asks for more than 784 inputs or 128 outputs, both go on from their beginning.
struct LadderInputs
{
    kernels::Tensor x; ///< rows × inner
    kernels::Tensor w; ///< inner × columns
};
LadderInputs ladderInputs(const kernels::MatmulShape& shape, const scenario::Request& request);

/// How far results may be apart for rounding alone; see roundingBound().
struct Tolerances
{
    double f32 = 0;
    double bf16 = 0; ///< and each factor rounded to 8 bits
    double int8 = 0; ///< and each factor rounded to a multiple of the largest / 127
};
Tolerances tolerances(const kernels::MatmulShape& shape, const LadderInputs& inputs);

} // namespace lab::scenarios::matmul_ladder
