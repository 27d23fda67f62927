// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/roofline_data.h"

#include "tests/widgets/charts/ladder_run.h"
#include "widgets/charts/roofline_layout.h"

#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

RooflineData dataOf(const session::RunState& state)
{
    scenario::ScenarioInfo info = ladderInfo(state);
    info.peer = 5;
    return rooflineData(info, state);
}

TEST(RooflineData, TheRoofIsTheLowerOfPeakAndBandwidth)
{
    const RooflineData data = dataOf(tenfold());
    ASSERT_EQ(data.slopes.size(), 2u);
    EXPECT_DOUBLE_EQ(data.slopes[0].bandwidth, 100); // the widest first
    EXPECT_DOUBLE_EQ(data.slopes[0].ridge, 4);
    EXPECT_DOUBLE_EQ(data.slopes[1].ridge, 40);
    EXPECT_DOUBLE_EQ(data.roof(2), 200);
    EXPECT_DOUBLE_EQ(data.roof(data.slopes[1], 2), 20);
    EXPECT_DOUBLE_EQ(data.roof(4), 400);
    EXPECT_DOUBLE_EQ(data.roof(100), 400);
    EXPECT_LT(data.xLow, 4);
    EXPECT_GT(data.xHigh, 40);
}

TEST(RooflineData, PointsStandAtOneIntensity)
{
    const RooflineData data = dataOf(tenfold());
    EXPECT_DOUBLE_EQ(data.intensity, 20);
    ASSERT_EQ(data.points.size(), 6u);
    EXPECT_EQ(data.points[0].name, QStringLiteral("short numbers"));
    EXPECT_DOUBLE_EQ(data.points[0].rate, 2000);
    EXPECT_GT(data.yHigh, 2000);
    EXPECT_LT(data.yLow, 0.2);
}

TEST(RooflineData, SaysWhenShorterNumbersPassTheRoof)
{
    session::RunState state = tenfold();
    EXPECT_TRUE(dataOf(state).note.contains(QStringLiteral("f32")));
    EXPECT_TRUE(dataOf(state).note.contains(QStringLiteral("same rounds")));
    state.variants[4].median = 1e6; // 20 GFLOP/s
    EXPECT_FALSE(dataOf(state).note.contains(QStringLiteral("f32")));
}

TEST(RooflineData, UnavailableVariantsAndMissingFiguresAreLeftOut)
{
    session::RunState state = tenfold();
    state.variants[0].availability.available = false;
    EXPECT_EQ(dataOf(state).points.size(), 5u);
    state.machineFigures.clear();
    EXPECT_EQ(dataOf(state).roof(1), 0);
    EXPECT_TRUE(dataOf(state).levels.empty());
    state.work = {};
    EXPECT_TRUE(dataOf(state).points.empty());
}

TEST(RooflineLayout, LabelsDoNotOverlapAndStayInside)
{
    const RooflineData data = dataOf(tenfold());
    for (const QSizeF size : {QSizeF(336, 260), QSizeF(560, 420), QSizeF(300, 240)}) {
        const RooflineLayout layout(data, size, 1);
        ASSERT_EQ(layout.labels.size(), 8u); // six points, two levels
        for (std::size_t i = 0; i < layout.labels.size(); ++i) {
            const QRectF rect = layout.labels[i].rect;
            EXPECT_TRUE(QRectF(QPointF(0, 0), size).contains(rect));
            EXPECT_GE(rect.left(), layout.plot.right());
            if (i > 0) {
                EXPECT_GE(rect.top(), layout.labels[i - 1].rect.bottom() - 1e-9);
            }
        }
        EXPECT_GT(layout.plot.width(), size.width() * 0.25);
        // One decade is as long anywhere.
        EXPECT_NEAR(layout.x(10) - layout.x(1), layout.x(1) - layout.x(0.1), 1e-6);
        EXPECT_NEAR(layout.y(1) - layout.y(10), layout.y(10) - layout.y(100), 1e-6);
    }
}

} // namespace

} // namespace lab::widgets
