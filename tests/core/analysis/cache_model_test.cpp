// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/cache_model.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <vector>

namespace lab::analysis {

namespace {

constexpr std::int64_t kLine = 64;

CacheModel oneLevel(std::int64_t sets, int ways)
{
    return CacheModel({{sets, ways, kLine}});
}

std::uint64_t addressOfLine(std::uint64_t line)
{
    return line * kLine;
}

// Sums up an n × n matrix of floats at address 0; returns the misses of the first level.
std::int64_t missesOf(CacheModel model, std::uint64_t n, bool byRows)
{
    for (std::uint64_t outer = 0; outer < n; ++outer) {
        for (std::uint64_t inner = 0; inner < n; ++inner)
            model.access((byRows ? outer * n + inner : inner * n + outer) * sizeof(float));
    }
    return model.misses(0);
}

} // namespace

TEST(CacheModel, OneLineIsMissedOnceHoweverManyBytesAreRead)
{
    CacheModel model = oneLevel(4, 1);
    EXPECT_FALSE(model.holds(0, 128));
    EXPECT_EQ(model.access(128), 1u);
    for (std::uint64_t offset = 0; offset < 64; offset += 4)
        EXPECT_EQ(model.access(128 + offset), 0u);
    EXPECT_TRUE(model.holds(0, 191));
    EXPECT_FALSE(model.holds(0, 192));
    EXPECT_EQ(model.accesses(), 17);
    EXPECT_EQ(model.misses(0), 1);
}

TEST(CacheModel, DirectMappedLinesOfOneSetPushEachOtherOut)
{
    CacheModel model = oneLevel(4, 1);
    for (int round = 0; round < 3; ++round) {
        EXPECT_EQ(model.access(addressOfLine(1)), 1u);
        EXPECT_EQ(model.access(addressOfLine(5)), 1u);
    }
    EXPECT_EQ(model.misses(0), 6);
    CacheModel twoWays = oneLevel(4, 2);
    for (int round = 0; round < 3; ++round) {
        twoWays.access(addressOfLine(1));
        twoWays.access(addressOfLine(5));
    }
    EXPECT_EQ(twoWays.misses(0), 2);
}

TEST(CacheModel, TheLeastRecentlyUsedLineIsReplaced)
{
    CacheModel model = oneLevel(1, 3);
    for (const std::uint64_t line : {1u, 2u, 3u, 1u}) // 2 is the oldest now
        model.access(addressOfLine(line));
    EXPECT_EQ(model.access(addressOfLine(4)), 1u);
    EXPECT_FALSE(model.holds(0, addressOfLine(2)));
    EXPECT_TRUE(model.holds(0, addressOfLine(1)));
    EXPECT_TRUE(model.holds(0, addressOfLine(3)));
    model.access(addressOfLine(5));
    EXPECT_FALSE(model.holds(0, addressOfLine(3)));
    EXPECT_TRUE(model.holds(0, addressOfLine(1)));
}

TEST(CacheModel, AMissIsLookedForInTheNextLevelAndPutIntoBoth)
{
    CacheModel model({{1, 1, kLine}, {1, 4, kLine}});
    EXPECT_EQ(model.levels(), 2u);
    EXPECT_EQ(model.access(addressOfLine(1)), 2u);
    EXPECT_EQ(model.access(addressOfLine(2)), 2u);
    EXPECT_FALSE(model.holds(0, addressOfLine(1)));
    EXPECT_TRUE(model.holds(1, addressOfLine(1)));
    EXPECT_EQ(model.access(addressOfLine(1)), 1u);
    EXPECT_EQ(model.access(addressOfLine(1)), 0u);
    EXPECT_EQ(model.misses(0), 3);
    EXPECT_EQ(model.misses(1), 2);
}

TEST(CacheModel, RowsMissOncePerLine)
{
    EXPECT_EQ(missesOf(oneLevel(64, 8), 256, true), 256 * 256 / 16);
}

TEST(CacheModel, ColumnsOfAMatrixThatFitsMissOncePerLine)
{
    EXPECT_EQ(missesOf(oneLevel(64, 8), 64, false), 64 * 64 / 16); // 16 KB in 32 KB
}

// 256 floats are 16 lines, so that a column meets 4 of 64 sets, with room for 32 of its 256 lines.
TEST(CacheModel, ColumnsOfALargeMatrixMissAlways)
{
    EXPECT_EQ(missesOf(oneLevel(64, 8), 256, false), 256 * 256);
}

TEST(CacheModel, SetsNeedNotBeAPowerOfTwo)
{
    CacheModel model = oneLevel(3, 1);
    model.access(addressOfLine(0));
    model.access(addressOfLine(4));
    EXPECT_TRUE(model.holds(0, addressOfLine(0)));
    model.access(addressOfLine(3));
    EXPECT_FALSE(model.holds(0, addressOfLine(0)));
}

TEST(CacheModel, RefusesShapesThatCannotBe)
{
    EXPECT_THROW(CacheModel({}), std::invalid_argument);
    using Shapes = std::vector<CacheModel::Shape>;
    for (const CacheModel::Shape& bad :
         {CacheModel::Shape{0, 8, 64}, {64, 0, 64}, {64, 8, 0}, {-1, 8, 64}, {64, -8, 64}, {64, 8, -64}})
        EXPECT_THROW(CacheModel(Shapes{bad}), std::invalid_argument);
    EXPECT_THROW(CacheModel(Shapes({{64, 8, 64}, {0, 1, 64}})), std::invalid_argument);
}

} // namespace lab::analysis
