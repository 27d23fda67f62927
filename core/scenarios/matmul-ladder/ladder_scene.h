// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/matmul_loops.h"
#include "core/kernels/register_tiles.h"
#include "core/kernels/tensor.h"
#include "core/scenario/scene.h"
#include "core/scenarios/matmul-ladder/rungs.h"

#include <memory>

namespace lab::scenarios::matmul_ladder {

/// How the rungs cut the product into pieces.
struct Cuts
{
    kernels::TileExtents tile;
    const kernels::RegisterTiles* registers = nullptr;
    std::int64_t rowsPerCall = 1; ///< of the library on one worker
    std::int64_t rowsPerPart = 1; ///< of the library on workers
};

/// X, W and Y with the loop nest of `rung`. X is rows × inner, W inner × columns, Y rows × columns.
std::shared_ptr<const scenario::Scene> makeScene(Rung rung, const kernels::Tensor& x,
                                                 const kernels::Tensor& w, const kernels::Tensor& y,
                                                 const Cuts& cuts);

} // namespace lab::scenarios::matmul_ladder
