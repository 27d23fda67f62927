// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/network.h"
#include "core/kernels/tensor.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace lab::scenarios {

/// Fashion-MNIST images with what they show.
struct FashionSamples
{
    kernels::Tensor images; ///< samples × 28 × 28, 0 … 1
    std::vector<std::uint8_t> labels;
};

/// `samples` images of those the program carries, drawn by `seed` (with repetition). Throws
/// std::runtime_error when the files cannot be read or do not belong together.
FashionSamples fashionSamples(std::int64_t samples, std::uint64_t seed);

/// The network 784→128→64→10 that was trained on the data set's training images; see
/// resources/data/README.md. Throws std::runtime_error when its file cannot be read or is of another shape.
kernels::Network fashionNetwork();

/// "ankle boot", for a label 0 … 9.
std::string_view className(int label);

} // namespace lab::scenarios
