// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/augment.h"

#include <cstdint>

namespace lab::scenarios::image_preprocessing {

/// The variants, in their order.
enum : std::uint32_t { kSequential = 0, kPerPhoto = 1, kPassesOne = 2, kPasses = 3, kWays = 4 };

/// The steps of a photo, which are the tasks of every variant; those in passes take one after the other for
/// all photos.
enum : std::uint16_t { kResample = 0, kNormalise = 1, kAugment = 2, kPassCount = 3 };

inline constexpr std::int64_t kScaledSide = 256; ///< after resampling
inline constexpr std::int64_t kSide = 224;       ///< of the result

/// Mean and standard deviation of the channels over ImageNet's photos, as everybody uses them.
inline constexpr kernels::ChannelScales kImageNet = {{0.485f, 0.456f, 0.406f}, {0.229f, 0.224f, 0.225f}};

} // namespace lab::scenarios::image_preprocessing
