// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lab::scenarios::forward_pass {

/// The variants, in the order in which they are shown.
enum Way : std::uint32_t {
    kNeurons,
    kSamples,
    kBatch,
    kSplit,
    kLayers,
    kMicroBatches,
    kReluBranch,
    kReluVector,
    kWays,
};

} // namespace lab::scenarios::forward_pass
