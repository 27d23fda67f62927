// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/network.h"
#include "core/scenario/scene.h"
#include "core/scenarios/forward-pass/ways.h"
#include "core/scenarios/shared/samples.h"

#include <memory>
#include <vector>

namespace lab::scenarios::forward_pass {

/// What a way of computing shows: task l is layer l + 1.
struct ForwardPicture
{
    const SampleBatch& samples;
    const kernels::Network& network;
    const std::vector<kernels::Tensor>& activations; ///< by layer; the last are probabilities
    bool trained = true;                             ///< the classes mean something
};

/// `way` of the whole network; `block` samples are computed at a time where a way works in blocks.
std::shared_ptr<const scenario::Scene> networkScene(const ForwardPicture& picture, Way way,
                                                    std::int64_t block);

/// ReLU alone: samples × neurons before and after; its only task is all of it.
std::shared_ptr<const scenario::Scene> reluScene(const kernels::Tensor& before, const kernels::Tensor& after);

} // namespace lab::scenarios::forward_pass
