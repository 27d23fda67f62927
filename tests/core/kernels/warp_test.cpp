// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/warp.h"

#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>
#include <vector>

using namespace lab::kernels;
using testing::Each;
using testing::ElementsAre;
using testing::FloatNear;
using testing::Pointwise;

namespace {

std::vector<float> ascending(std::int64_t side)
{
    std::vector<float> values(static_cast<std::size_t>(side * side));
    std::iota(values.begin(), values.end(), 1.0f);
    return values;
}

std::vector<float> warped(const std::vector<float>& input, std::int64_t side, const Warp& how,
                          float beyond = 0)
{
    std::vector<float> output(input.size(), -1);
    warp(input.data(), side, output.data(), how, beyond);
    return output;
}

} // namespace

TEST(Warp, ChangesNothingWithoutAngleScaleAndShift)
{
    EXPECT_EQ(warped(ascending(5), 5, {}), ascending(5));
}

TEST(Warp, MovesByPixelsAndFillsWithWhatIsBeyond)
{
    Warp how;
    how.right = 1;
    EXPECT_THAT(warped(ascending(3), 3, how, 9), ElementsAre(9, 1, 2, 9, 4, 5, 9, 7, 8));
    how = {};
    how.down = 0.5f;
    EXPECT_THAT(warped(ascending(2), 2, how, 0), ElementsAre(0.5f, 1, 2, 3));
}

TEST(Warp, TurnsByARightAngle)
{
    Warp how;
    how.angle = 1.57079632679f;
    EXPECT_THAT(warped(ascending(3), 3, how),
                Pointwise(FloatNear(1e-4f), std::vector<float>{3, 6, 9, 2, 5, 8, 1, 4, 7}));
}

TEST(Warp, MirrorsAndEnlarges)
{
    Warp how;
    how.flip = true;
    EXPECT_THAT(warped(ascending(3), 3, how), ElementsAre(3, 2, 1, 6, 5, 4, 9, 8, 7));
    how = {};
    how.scale = 1e6f; // nothing but the centre
    EXPECT_THAT(warped(ascending(3), 3, how), Each(FloatNear(5, 1e-3f)));
    how.scale = 1e-6f; // all but the centre is beyond
    const auto tiny = warped(ascending(3), 3, how, -4);
    EXPECT_FLOAT_EQ(tiny[4], 5);
    EXPECT_FLOAT_EQ(tiny[0], -4);
}

TEST(Warp, IsDrawnFromSeedPictureAndPassAlone)
{
    const Warp one = drawWarp(3, 14, 1);
    const Warp same = drawWarp(3, 14, 1);
    EXPECT_EQ(one.angle, same.angle);
    EXPECT_EQ(one.right, same.right);
    EXPECT_NE(one.angle, drawWarp(3, 14, 2).angle);
    EXPECT_NE(one.angle, drawWarp(3, 15, 1).angle);
    EXPECT_NE(one.angle, drawWarp(4, 14, 1).angle);
    for (std::uint64_t i = 0; i < 1000; ++i) {
        const Warp drawn = drawWarp(1, i, 0);
        EXPECT_LE(std::abs(drawn.angle), 0.1746f);
        EXPECT_LE(std::abs(drawn.scale - 1), 0.1001f);
        EXPECT_LE(std::abs(drawn.right), 2);
    }
}

TEST(NormaliseGrey, SubtractsTheMeanAndDivides)
{
    const std::array<std::uint8_t, 3> grey = {0, 51, 255};
    std::array<float, 3> output{};
    normaliseGrey(grey.data(), 3, 0.2f, 0.4f, output.data());
    EXPECT_THAT(output, Pointwise(FloatNear(1e-6f), std::array<float, 3>{-0.5f, 0, 2}));
}
