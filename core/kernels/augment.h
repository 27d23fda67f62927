// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace lab::kernels {

inline constexpr std::size_t kColours = 3;

/// What normalising subtracts and divides by, for each channel: red, green, blue.
struct ChannelScales
{
    std::array<float, kColours> mean{};
    std::array<float, kColours> deviation{1, 1, 1};
};

/// Which part of a picture is kept and how it is changed.
struct Augmentation
{
    std::int64_t top = 0; ///< first row kept
    std::int64_t left = 0;
    bool flip = false;    ///< left and right exchanged
    float brightness = 1; ///< factor of the picture's values before they were normalised
};

/// What photo `index` gets when the inputs are drawn with `seed`: each offset out of 0 … room, a flip every
/// other time, a brightness of 0.8 … 1.2. Depends on nothing else.
Augmentation drawAugmentation(std::uint64_t seed, std::uint64_t index, std::int64_t room);

/// (value − mean) / deviation in place, on 3 × count f32. Any thread.
void normalise(float* channels, std::int64_t count, const ChannelScales& scales);

/// Cuts side × side out of 3 × from × from normalised f32 and changes it: with brightness f a value n becomes
/// f · n + (f − 1) · mean / deviation, which is what normalising the brighter picture gives. Any thread.
void augment(const float* input, std::int64_t from, float* output, std::int64_t side,
             const ChannelScales& scales, const Augmentation& augmentation);

} // namespace lab::kernels
