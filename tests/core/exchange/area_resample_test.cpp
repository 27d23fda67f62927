// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/area_resample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace lab::exchange {

namespace {

using Grey = std::vector<std::uint8_t>;

Grey resampled(const Grey& from, std::int64_t height, std::int64_t width, std::int64_t toHeight,
               std::int64_t toWidth)
{
    Grey to(static_cast<std::size_t>(toHeight * toWidth));
    resampleArea(from, height, width, to, toHeight, toWidth);
    return to;
}

TEST(AreaResample, APixelIsTheMeanOfWhatItCovers)
{
    EXPECT_THAT(resampled({0, 10, 20, 30, 40, 50, 60, 70}, 2, 4, 1, 2), testing::ElementsAre(25, 45));
    EXPECT_THAT(resampled({0, 90, 180}, 1, 3, 1, 2), testing::ElementsAre(30, 150)); // one and a half each
}

TEST(AreaResample, GrowingRepeatsAndTheSameSizeCopies)
{
    const Grey picture = {1, 2, 3, 4};
    EXPECT_EQ(resampled(picture, 2, 2, 2, 2), picture);
    EXPECT_THAT(resampled(picture, 2, 2, 2, 4), testing::ElementsAre(1, 1, 2, 2, 3, 3, 4, 4));
    EXPECT_EQ(resampled({77}, 1, 1, 28, 28), Grey(784, 77));
}

TEST(AreaResample, AnEvenPictureStaysEvenWhateverItsSides)
{
    const std::vector<std::pair<int, int>> extents = {{3, 1000}, {29, 27}, {4096, 5}, {7, 13}};
    for (const auto& [height, width] : extents)
        EXPECT_EQ(resampled(Grey(static_cast<std::size_t>(height * width), 200), height, width, 28, 28),
                  Grey(784, 200))
            << height << " × " << width;
}

} // namespace

} // namespace lab::exchange
