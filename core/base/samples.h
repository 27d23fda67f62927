// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lab::base {

inline constexpr std::int64_t kSampleSide = 28;                          ///< pixels
inline constexpr std::int64_t kSamplePixels = kSampleSide * kSampleSide; ///< inputs of the networks
inline constexpr int kSampleClasses = 10;                                ///< labels are 0 … 9

/// A person's own images, as the networks here take them.
struct Samples
{
    std::string name;                       ///< of the file or folder: "digits.idx3.gz"
    std::int64_t count = 0;                 ///< at least one
    std::int64_t givenHeight = kSampleSide; ///< before they were resampled; 0: they were of several sizes
    std::int64_t givenWidth = kSampleSide;  ///< the same
    std::vector<std::uint8_t> pixels;       ///< count × 28 × 28, grey
    std::vector<std::uint8_t> labels;       ///< of each image, 0 … 9; empty: not known
};

/// "digits.idx3.gz: 1000 images, resampled from 20 × 20 to 28 × 28, without labels".
std::string describe(const Samples& samples);

} // namespace lab::base
