// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/tensor.h"
#include "core/scenario/scene.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace lab::scenarios::filter_chain {

/// What the stage shows: the photos and what each stage makes of them, {photo, row, column} each.
struct ChainPicture
{
    std::array<kernels::Tensor, 4> planes; ///< input, then blur, edges, closing
    std::vector<std::string> names;        ///< of the photos
    int radius = 1;
};

/// Of one photo whose rows are worked on in chunks of `rowsPerUnit`.
std::shared_ptr<const scenario::Scene> rowsScene(const ChainPicture& picture, std::int64_t rowsPerUnit);

/// Of many photos, a photo a unit.
std::shared_ptr<const scenario::Scene> photosScene(const ChainPicture& picture);

/// Planes of {photo, side, side}, made smaller by averaging whole blocks until a side is at most `most`.
kernels::Tensor reduced(const kernels::Tensor& planes, std::int64_t most);

} // namespace lab::scenarios::filter_chain
