// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/augment.h"
#include "core/kernels/resampling.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <thread>
#include <vector>

using namespace lab::kernels;
using testing::Each;
using testing::ElementsAre;

namespace {

std::vector<float> pattern(std::int64_t count)
{
    std::vector<float> values(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(i * 7919 % 257) / 256;
    return values;
}

std::vector<float> resampled(const ResamplingShape& shape, const std::vector<float>& input)
{
    const Resampling resampling(shape);
    auto workspace = resampling.makeWorkspace();
    std::vector<float> output(static_cast<std::size_t>(shape.channels * shape.toHeight * shape.toWidth), -7);
    resampling.execute(input.data(), output.data(), workspace);
    return output;
}

// Where output index `to` of `count` lies between input indices.
struct Position
{
    Position(std::int64_t to, std::int64_t count, std::int64_t from)
    {
        const double exact =
            (static_cast<double>(to) + 0.5) * static_cast<double>(from) / static_cast<double>(count) - 0.5;
        share = exact - std::floor(exact);
        first = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(exact)), 0, from - 1);
        second = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(exact)) + 1, 0, from - 1);
    }
    std::int64_t first = 0;
    std::int64_t second = 0;
    double share = 0;
};

} // namespace

TEST(Resampling, IsBilinearBetweenPixelCentres)
{
    for (const ResamplingShape shape : {ResamplingShape{3, 8, 8, 20, 20}, ResamplingShape{3, 61, 90, 32, 32},
                                        ResamplingShape{1, 8, 300, 16, 16}, ResamplingShape{2, 1, 1, 4, 3},
                                        ResamplingShape{3, 9, 7, 9, 7}}) {
        const std::vector<float> input = pattern(shape.channels * shape.height * shape.width);
        const std::vector<float> output = resampled(shape, input);
        std::size_t at = 0;
        for (std::int64_t c = 0; c < shape.channels; ++c) {
            const float* plane = input.data() + c * shape.height * shape.width;
            for (std::int64_t r = 0; r < shape.toHeight; ++r) {
                const Position y(r, shape.toHeight, shape.height);
                for (std::int64_t k = 0; k < shape.toWidth; ++k, ++at) {
                    const Position x(k, shape.toWidth, shape.width);
                    const auto value = [&](std::int64_t row, std::int64_t column) {
                        return static_cast<double>(plane[row * shape.width + column]);
                    };
                    const double above =
                        (1 - x.share) * value(y.first, x.first) + x.share * value(y.first, x.second);
                    const double below =
                        (1 - x.share) * value(y.second, x.first) + x.share * value(y.second, x.second);
                    ASSERT_NEAR(static_cast<double>(output[at]), (1 - y.share) * above + y.share * below,
                                2e-5)
                        << at << " of " << shape.height << " × " << shape.width;
                }
            }
        }
    }
}

TEST(Resampling, OneServesManyThreadsAtOnce)
{
    const ResamplingShape shape{3, 40, 50, 64, 64};
    const Resampling resampling(shape);
    const std::vector<float> input = pattern(3 * 40 * 50);
    const std::vector<float> expected = resampled(shape, input);
    std::vector<std::vector<float>> outputs(4, std::vector<float>(expected.size()));
    {
        std::vector<std::jthread> threads;
        for (auto& output : outputs)
            threads.emplace_back([&] {
                auto workspace = resampling.makeWorkspace();
                for (int i = 0; i < 20; ++i)
                    resampling.execute(input.data(), output.data(), workspace);
            });
    }
    EXPECT_THAT(outputs, Each(expected));
}

TEST(Augment, NormalisesEachChannelByItsOwnScale)
{
    std::vector<float> values = {1, 3, 10, 20, -1, 0};
    normalise(values.data(), 2, {{1, 10, 0}, {2, 5, 0.5f}});
    EXPECT_THAT(values, ElementsAre(0, 1, 0, 2, -2, 0));
}

TEST(Augment, CutsFlipsAndBrightensAsIfBeforeNormalising)
{
    const ChannelScales scales{{0.25f, 0.5f, 0.75f}, {0.5f, 0.25f, 2}};
    const std::vector<float> picture = pattern(3 * 5 * 5);
    std::vector<float> normalised = picture;
    normalise(normalised.data(), 25, scales);
    for (const bool flip : {false, true}) {
        const Augmentation change{2, 1, flip, 1.25f};
        std::vector<float> output(3 * 3 * 3, -7);
        augment(normalised.data(), 5, output.data(), 3, scales, change);
        for (std::size_t channel = 0; channel < 3; ++channel) {
            for (std::size_t row = 0; row < 3; ++row) {
                for (std::size_t column = 0; column < 3; ++column) {
                    const std::size_t from = 1 + (flip ? 2 - column : column);
                    const float brighter = 1.25f * picture[channel * 25 + (2 + row) * 5 + from];
                    EXPECT_NEAR(output[channel * 9 + row * 3 + column],
                                (brighter - scales.mean[channel]) / scales.deviation[channel], 1e-5f);
                }
            }
        }
    }
}

TEST(Augment, DrawsDependOnSeedAndIndexAndStayInside)
{
    std::set<std::int64_t> tops;
    int flips = 0;
    for (std::uint64_t index = 0; index < 400; ++index) {
        const Augmentation drawn = drawAugmentation(3, index, 32);
        const Augmentation again = drawAugmentation(3, index, 32);
        EXPECT_EQ(drawn.top, again.top);
        EXPECT_EQ(drawn.brightness, again.brightness);
        EXPECT_GE(drawn.left, 0);
        EXPECT_LE(drawn.left, 32);
        EXPECT_GE(drawn.brightness, 0.8f);
        EXPECT_LE(drawn.brightness, 1.2f);
        tops.insert(drawn.top);
        flips += drawn.flip ? 1 : 0;
    }
    EXPECT_EQ(tops.size(), 33u);
    EXPECT_GT(flips, 100);
    EXPECT_LT(flips, 300);
    EXPECT_NE(drawAugmentation(3, 0, 32).brightness, drawAugmentation(4, 0, 32).brightness);
}
