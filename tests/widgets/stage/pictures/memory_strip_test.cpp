// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/traversal/memory_strip.h"

#include <gtest/gtest.h>

namespace lab::widgets {

using scenario::Exhibit;

namespace {

// Accesses of an n × n matrix at an address `skew` elements behind the beginning of a cache line.
Exhibit matrixOf(std::int64_t n, std::uint64_t skew)
{
    Exhibit matrix;
    matrix.shape = {{"row", n}, {"column", n}};
    scenario::TraversalDetails details;
    details.address = 4096 + 4 * skew;
    matrix.details = details;
    return matrix;
}

AccessStretch downAColumn(std::int64_t accesses, std::size_t done)
{
    AccessStretch stretch;
    for (std::int64_t row = 0; row < accesses; ++row)
        stretch.accesses.push_back({row, 3, false});
    stretch.done = done;
    return stretch;
}

} // namespace

TEST(MemoryStrip, DownAColumnEachAccessIsInALineOfItsOwnARowLengthOn)
{
    const MemoryStrip strip = memoryStrip(matrixOf(512, 0), downAColumn(24, 1), 6);
    ASSERT_EQ(strip.lines.size(), 6u);
    EXPECT_EQ(strip.begin, 0u);
    EXPECT_EQ(strip.end, 6u);
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_EQ(strip.lines[i].first, static_cast<std::int64_t>(i) * 512);
        EXPECT_EQ(strip.lines[i].leftOut, i == 0 ? 0 : 512 / 16 - 1);
    }
}

TEST(MemoryStrip, ANewPageBeginsWithTheAccessTheArrowComesFrom)
{
    for (std::size_t done = 1; done <= 24; ++done) {
        const MemoryStrip strip = memoryStrip(matrixOf(512, 0), downAColumn(24, done), 6);
        EXPECT_LT(strip.begin, done);
        EXPECT_GE(strip.end, done);
        EXPECT_EQ(strip.begin % 5, 0u) << done;
        EXPECT_LE(strip.lines.size(), 6u);
    }
}

TEST(MemoryStrip, AlongARowLinesFollowOneAnotherAsFarAsThereIsRoom)
{
    AccessStretch stretch;
    for (std::int64_t column = 20; column < 44; ++column)
        stretch.accesses.push_back({1, column, true});
    stretch.done = 24;
    const MemoryStrip strip = memoryStrip(matrixOf(512, 4), stretch, 5);
    ASSERT_EQ(strip.lines.size(), 5u);
    EXPECT_EQ(strip.lines.front().first, 512 + 12); // the matrix begins four elements behind a line's begin
    for (const StripLine& line : strip.lines)
        EXPECT_EQ(line.leftOut, 0);
    EXPECT_EQ(strip.end, 24u);
}

} // namespace lab::widgets
