// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lab::kernels {

/// How a grey picture is changed so that a network does not learn it by heart: turned about its centre,
/// enlarged, moved, and perhaps mirrored.
struct Warp
{
    float angle = 0;   ///< radians, counter-clockwise
    float scale = 1;   ///< above 1: larger
    float right = 0;   ///< pixels
    float down = 0;    ///< pixels
    bool flip = false; ///< left and right exchanged, after the rest
};

/// What picture `index` gets in pass `pass` when the inputs are drawn with `seed`: up to 10° either way, a
/// scale of 0.9 … 1.1, up to 2 pixels either way, a flip every other time. Depends on nothing else.
Warp drawWarp(std::uint64_t seed, std::uint64_t index, std::uint64_t pass);

/// Overwrites `output` with `input` (side × side f32, row-major, not overlapping) changed by `warp`: each
/// pixel is interpolated linearly in both directions between four; beyond the borders the picture is
/// `beyond`. Any thread.
void warp(const float* input, std::int64_t side, float* output, const Warp& warp, float beyond);

/// 8-bit grey of `count` pixels to (grey / 255 − mean) / deviation. Any thread.
void normaliseGrey(const std::uint8_t* grey, std::int64_t count, float mean, float deviation, float* output);

} // namespace lab::kernels
