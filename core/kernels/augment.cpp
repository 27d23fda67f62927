// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/augment.h"

#include <algorithm>
#include <random>

namespace lab::kernels {

Augmentation drawAugmentation(std::uint64_t seed, std::uint64_t index, std::int64_t room)
{
    // Neighbouring pairs of seed and index give unlike sequences: mt19937_64 scrambles its seed.
    std::mt19937_64 generator(seed * 0x9e3779b97f4a7c15u + index);
    const auto choices = static_cast<std::uint64_t>(room + 1);
    Augmentation drawn;
    drawn.top = static_cast<std::int64_t>(generator() % choices);
    drawn.left = static_cast<std::int64_t>(generator() % choices);
    drawn.flip = generator() % 2 == 1;
    drawn.brightness = 0.8f + 0.4f * static_cast<float>(generator() >> 40) / static_cast<float>(1 << 24);
    return drawn;
}

// [code then normalise()]
[[gnu::noinline]] void normalise(float* channels, std::int64_t count, const ChannelScales& scales)
{
    for (std::size_t channel = 0; channel < kColours; ++channel) {
        const float mean = scales.mean[channel];
        const float deviation = scales.deviation[channel];
        float* values = channels + static_cast<std::int64_t>(channel) * count;
        for (std::int64_t i = 0; i < count; ++i)
            values[i] = (values[i] - mean) / deviation;
    }
}
// [end]

[[gnu::noinline]] void augment(const float* input, std::int64_t from, float* output, std::int64_t side,
                               const ChannelScales& scales, const Augmentation& augmentation)
{
    // [code then augment()]
    const float factor = augmentation.brightness;
    for (std::size_t channel = 0; channel < kColours; ++channel) {
        const float offset = (factor - 1) * scales.mean[channel] / scales.deviation[channel];
        const auto plane = static_cast<std::int64_t>(channel);
        for (std::int64_t row = 0; row < side; ++row) {
            const float* __restrict in =
                input + (plane * from + augmentation.top + row) * from + augmentation.left;
            float* out = output + (plane * side + row) * side;
            for (std::int64_t c = 0; c < side; ++c)
                out[c] = factor * in[c] + offset;
            if (augmentation.flip)
                std::reverse(out, out + side);
        }
    }
    // [end]
}

} // namespace lab::kernels
