// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lab::scenarios::filter_chain {

/// The variants, in their order.
enum : std::uint32_t {
    kSequential = 0, ///< one photo
    kStages = 1,
    kRows = 2,
    kMany = 3, ///< from here on many photos
    kPipeline = 4,
    kPhotos = 5,
    kWays = 6
};

/// The stages, which are also the tasks.
enum : std::uint16_t { kBlur = 0, kEdges = 1, kClosing = 2, kStageCount = 3 };

} // namespace lab::scenarios::filter_chain
