// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lab::scenarios::gradient_accumulation {

inline constexpr base::TaskId kPassTask{0}; ///< forward and backward of a sample
inline constexpr base::TaskId kAddTask{1};  ///< of a sample's whole gradient, or of its first part

/// A part of the gradient that is added in one go: everything, or one layer.
struct Part
{
    std::string title;         ///< "layer 1"; empty where there is only one
    std::int64_t elements = 0; ///< numbers in it
    std::int64_t shown = 0;    ///< of those, on the stage
    std::vector<float> values; ///< samples × shown
};

struct GradientPicture
{
    std::int64_t samples = 0;
    std::int64_t additions = 0; ///< > 0: so many, each of the sum that a worker has of several samples
    std::string sumTitle = "sum of gradients";
    std::string passName = "forward + backward";
    std::vector<Part> parts;
    bool locked = false;     ///< part i is guarded by lock i; task kAddTask + i adds it
    bool overwrites = false; ///< each addition loads everything when it begins and stores when it ends
    int slices =
        0; ///< > 0: every worker adds to a sum of its own, and so many slices are added up at the end
};
std::shared_ptr<const scenario::Scene> gradientScene(const GradientPicture& picture);

/// The task behind those of the parts: where there are slices, it adds them up at the end; else it adds a
/// sample's gradient to the worker's own sum, all samples but the first of each addition, in their order.
base::TaskId taskBehind(std::size_t parts);

} // namespace lab::scenarios::gradient_accumulation
