// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"
#include "core/scenarios/training-pipeline/batch_source.h"
#include "core/scenarios/training-pipeline/training_step.h"

#include <memory>
#include <vector>

namespace lab::scenarios::training_pipeline {

/// How many pictures of each batch the stage shows.
inline constexpr std::int64_t kShownImages = 4;

/// What the stage shows of all variants: the first pictures of each batch before and after processing
/// (batches · kShownImages × side × side each), and what each step of training gave.
struct Shown
{
    bool emulated = true; ///< the device
    std::int64_t batches = 0;
    std::int64_t side = 0;
    std::shared_ptr<float[]> before;
    std::shared_ptr<float[]> after;
    std::vector<Training::Step> steps;
};

/// Exhibits: pictures before and after, loaded batches, processed batches, the device, loss, accuracy.
std::shared_ptr<const scenario::Scene> pipelineScene(const Shown& shown, std::size_t deviceLane,
                                                     std::int64_t prefetch);

} // namespace lab::scenarios::training_pipeline
