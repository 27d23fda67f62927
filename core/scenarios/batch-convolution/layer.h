// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/tensor.h"
#include "core/scenario/scenario.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lab::scenarios::batch_convolution {

/// A 3×3 filter that people know by sight, row by row.
struct KnownFilter
{
    std::string_view name;
    std::array<float, 9> weights;
};

/// In the order in which a layer uses them.
const std::vector<KnownFilter>& knownFilters();

/// "edges", or "learned-like 7" for filters past the known ones.
std::string_view filterName(std::int64_t filter);

/// Weights of the layer, filters × channels × 3 × 3. Filter f is knownFilters()[f] on channel 0; the other
/// channels, and filters past the known ones, get small weights drawn from `seed`.
kernels::Tensor layerWeights(std::int64_t filters, std::int64_t channels, std::uint64_t seed);

/// `images` of samplesOf(), resized to `size`, as images × channels × size × size in 0 … 1. Channel 0 is the
/// picture; channel c > 0 is the picture shifted by c pixels, which stands for the maps of an earlier layer.
/// Throws std::runtime_error when the data cannot be read.
struct LayerInput
{
    kernels::Tensor images;
    std::vector<std::string> captions; ///< what each image shows; empty where that is not known
};
LayerInput layerInput(std::int64_t images, std::int64_t channels, std::int64_t size,
                      const scenario::Request& request);

} // namespace lab::scenarios::batch_convolution
