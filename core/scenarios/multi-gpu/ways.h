// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lab::scenarios::multi_gpu {

/// The variants, in their order.
enum Way : std::uint32_t { kOne, kDataParallel, kModelParallel, kMicroBatches, kWays };

inline constexpr const char* kKeys[kWays] = {"one", "data-parallel", "model-parallel", "micro-batches"};

} // namespace lab::scenarios::multi_gpu
