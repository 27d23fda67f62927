// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/warp.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace lab::kernels {

namespace {

constexpr float kMostAngle = 0.1745f; // 10°
constexpr float kMostScaling = 0.1f;
constexpr float kMostShift = 2;

// −1 … 1, the same with every standard library.
float drawSigned(std::mt19937_64& generator)
{
    return static_cast<float>(generator() >> 40) / static_cast<float>(1 << 23) - 1;
}

} // namespace

Warp drawWarp(std::uint64_t seed, std::uint64_t index, std::uint64_t pass)
{
    std::mt19937_64 generator((seed * 0x9e3779b97f4a7c15u + index) * 0xbf58476d1ce4e5b9u + pass);
    Warp drawn;
    drawn.angle = kMostAngle * drawSigned(generator);
    drawn.scale = 1 + kMostScaling * drawSigned(generator);
    drawn.right = kMostShift * drawSigned(generator);
    drawn.down = kMostShift * drawSigned(generator);
    drawn.flip = generator() % 2 == 1;
    return drawn;
}

[[gnu::noinline]] void warp(const float* input, std::int64_t side, float* output, const Warp& warp,
                            float beyond)
{
    // Where an output pixel comes from: the inverse of turning, enlarging and moving.
    const float cosine = std::cos(warp.angle) / warp.scale;
    const float sine = std::sin(warp.angle) / warp.scale;
    const float centre = static_cast<float>(side - 1) / 2;
    const auto at = [&](std::int64_t row, std::int64_t column) {
        const bool inside = row >= 0 && row < side && column >= 0 && column < side;
        return inside ? input[row * side + column] : beyond;
    };
    for (std::int64_t row = 0; row < side; ++row) {
        float* out = output + row * side;
        const float y = static_cast<float>(row) - centre - warp.down;
        for (std::int64_t column = 0; column < side; ++column) {
            const float x = static_cast<float>(column) - centre - warp.right;
            const float fromX = std::clamp(cosine * x - sine * y + centre, -1.0f, static_cast<float>(side));
            const float fromY = std::clamp(sine * x + cosine * y + centre, -1.0f, static_cast<float>(side));
            const auto left = static_cast<std::int64_t>(std::floor(fromX));
            const auto top = static_cast<std::int64_t>(std::floor(fromY));
            const float u = fromX - static_cast<float>(left);
            const float v = fromY - static_cast<float>(top);
            const float upper = (1 - u) * at(top, left) + u * at(top, left + 1);
            const float lower = (1 - u) * at(top + 1, left) + u * at(top + 1, left + 1);
            out[column] = (1 - v) * upper + v * lower;
        }
        if (warp.flip)
            std::reverse(out, out + side);
    }
}

[[gnu::noinline]] void normaliseGrey(const std::uint8_t* grey, std::int64_t count, float mean,
                                     float deviation, float* output)
{
    for (std::int64_t i = 0; i < count; ++i)
        output[i] = (static_cast<float>(grey[i]) / 255.0f - mean) / deviation;
}

} // namespace lab::kernels
