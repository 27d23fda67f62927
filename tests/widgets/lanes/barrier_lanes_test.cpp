// SPDX-License-Identifier: GPL-3.0-or-later
// Barriers in the lanes: a line across them where one opens.
#include "tests/widgets/lanes/sample_groups.h"
#include "widgets/lanes/lane_painter.h"

#include <QImage>
#include <QPainter>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

using trace::State;

trace::Span barrier(base::Nanoseconds begin, base::Nanoseconds end, std::uint16_t task)
{
    trace::Span span = spanOf(begin, end, State::Barrier);
    span.task = {task};
    return span;
}

// Two barriers, which open at 40 µs and at 80 µs; each time another worker comes last.
LaneGroup threeWorkers()
{
    return groupOf(
        {{spanOf(0, 30'000), barrier(30'000, 40'100, 0), spanOf(41'000, 80'000), barrier(80'000, 80'050, 1)},
         {spanOf(0, 40'000), barrier(40'000, 40'050, 0), spanOf(41'000, 60'000), barrier(60'000, 80'100, 1)},
         {spanOf(0, 20'000), barrier(20'000, 40'200, 0), spanOf(41'000, 70'000), barrier(70'000, 80'200, 1)}},
        100'000);
}

} // namespace

TEST(BarrierLanes, ALineCrossesAllLanesWhereTheLastWorkerArrives)
{
    const LaneLayout layout({threeWorkers()}, sized(900));
    ASSERT_EQ(layout.barriers().size(), 2u);
    EXPECT_NEAR(layout.barriers()[0].x, layout.axis().toX(40'000), 0.01);
    EXPECT_NEAR(layout.barriers()[1].x, layout.axis().toX(80'000), 0.01);
    for (const BarrierLine& line : layout.barriers()) {
        EXPECT_LE(line.top, layout.row(0, 0)->rect.top());
        EXPECT_GE(line.bottom, layout.row(0, 2)->rect.bottom());
    }
}

TEST(BarrierLanes, TheSameBarrierManyTimesHasALineEachTime)
{
    std::vector<std::vector<trace::Span>> lanes(2);
    for (base::Nanoseconds turn = 0; turn < 4; ++turn) {
        lanes[0].push_back(barrier(turn * 20'000 + 5'000, turn * 20'000 + 10'010, 0));
        lanes[1].push_back(barrier(turn * 20'000 + 10'000, turn * 20'000 + 10'020, 0));
    }
    EXPECT_EQ(LaneLayout({groupOf(lanes, 100'000)}, sized(900)).barriers().size(), 4u);
}

TEST(BarrierLanes, LinesThatWouldHideTheBarsOrLieOutsideAreLeftOut)
{
    std::vector<std::vector<trace::Span>> lanes(1);
    for (base::Nanoseconds turn = 0; turn < 400; ++turn)
        lanes[0].push_back(barrier(turn * 100, turn * 100 + 50, 0));
    EXPECT_TRUE(LaneLayout({groupOf(lanes, 40'000)}, sized(900)).barriers().empty());
    LayoutOptions closer = sized(900);
    closer.range = {50'000, 60'000};
    EXPECT_TRUE(LaneLayout({threeWorkers()}, closer).barriers().empty());
    EXPECT_TRUE(LaneLayout(fourImages(), sized(900)).barriers().empty());
}

TEST(BarrierLanes, TheLineIsPaintedBetweenTheLanesToo)
{
    const Theme& theme = Theme::of(ThemeKind::Light);
    const LaneLayout layout({threeWorkers()}, sized(900));
    QImage image(900, 320, QImage::Format_RGB32);
    image.fill(theme.panel);
    QPainter painter(&image);
    paintLanes(painter, layout, theme, kNoPlayhead);
    painter.end();
    const double between = (layout.row(0, 0)->rect.bottom() + layout.row(0, 1)->rect.top()) / 2;
    const auto dark = [&](double x) {
        int least = 255;
        for (int dx = -1; dx <= 1; ++dx)
            least = std::min(least, qGray(image.pixel(static_cast<int>(x) + dx, static_cast<int>(between))));
        return least;
    };
    EXPECT_LT(dark(layout.barriers()[0].x), 140);
    EXPECT_GT(dark(layout.barriers()[0].x + 30), 200);
}

} // namespace lab::widgets
