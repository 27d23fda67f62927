// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/tensor.h"
#include "core/scenario/scene.h"

#include <memory>
#include <string>
#include <vector>

namespace lab::scenarios::image_preprocessing {

/// At most so many photos of a batch are shown.
inline constexpr std::int64_t kMostShown = 128;

/// What the stage shows: of photo i sources[i % sources.size()], 3 × height × width each, what the first step
/// makes of it, 3 × kScaledSide × kScaledSide, and row i of `results`, {photo, channel, row, column}.
struct PhotoPicture
{
    std::vector<kernels::Tensor> sources;
    std::vector<std::string> names;      ///< of the sources
    std::vector<kernels::Tensor> scaled; ///< of the sources; not normalised
    kernels::Tensor results;
};

/// A task for each step, and a picture of what it makes: the photo, scaled, normalised (as the distance from
/// the mean over ImageNet, all channels together) and augmented.
std::shared_ptr<const scenario::Scene> photoScene(const PhotoPicture& picture);

} // namespace lab::scenarios::image_preprocessing
