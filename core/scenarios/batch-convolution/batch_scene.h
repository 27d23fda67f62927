// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/tensor.h"
#include "core/scenario/scene.h"
#include "core/scenarios/batch-convolution/layer.h"

#include <memory>

namespace lab::scenarios::batch_convolution {

/// Image tiles, their feature maps, and the convolution whose 3×3 window runs over row and column of each
/// image. `maps` is images × filters × size × size.
std::shared_ptr<const scenario::Scene> makeScene(const LayerInput& input, const kernels::Tensor& maps);

} // namespace lab::scenarios::batch_convolution
