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

/// What the stage shows: of photo i sources[i % sources.size()], 3 × height × width each, and row i of
/// `results`, {photo, channel, row, column}, normalised.
struct PhotoPicture
{
    std::vector<kernels::Tensor> sources;
    std::vector<std::string> names; ///< of the sources
    kernels::Tensor results;
};

/// `inPasses`: a task for each of the three passes; otherwise one task that does all.
std::shared_ptr<const scenario::Scene> photoScene(const PhotoPicture& picture, bool inPasses);

} // namespace lab::scenarios::image_preprocessing
