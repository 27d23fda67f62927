// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <cstdint>

namespace lab::scenarios::training_pipeline {

/// The variants, in their order.
enum Way : std::uint32_t { kSequential, kPipeline, kLoaders, kWays };

inline constexpr const char* kKeys[kWays] = {"sequential", "pipeline", "loaders"};

/// The tasks; a unit is a batch.
inline constexpr base::TaskId kLoad{0};
inline constexpr base::TaskId kProcess{1};
inline constexpr base::TaskId kTrain{2};

} // namespace lab::scenarios::training_pipeline
