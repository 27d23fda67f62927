// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/what_if_data.h"

#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

TEST(WhatIfData, DrawsTheCurveAndWhatWasMeasuredOfIt)
{
    scenario::WhatIf change;
    change.part = "Loading";
    change.share = 0.5;
    const std::vector<session::CurvePoint> curve = {{1, 1}, {0.5, 1.5}, {0, 2}};
    ChartData data = whatIfData(change, curve, {});
    ASSERT_EQ(data.models.size(), 1u);
    EXPECT_EQ(data.models[0].points, (std::vector<QPointF>{{0, 1}, {50, 1.5}, {100, 2}}));
    EXPECT_TRUE(data.measured.empty());
    ASSERT_EQ(data.marks.size(), 1u);
    EXPECT_EQ(data.marks[0].x, 50);
    EXPECT_GE(data.yHigh, 2);
    const std::vector<CheckedShare> checked = {{0.25, {1.7, {1.6, 1.8}}}, {0.5, {1.45, {0.6, 1.5}}}};
    data = whatIfData(change, curve, checked);
    ASSERT_EQ(data.measured.size(), 1u);
    EXPECT_EQ(data.measured[0].points[0].x, 50) << "by ascending x";
    EXPECT_EQ(data.measured[0].points[1].x, 75);
    EXPECT_EQ(data.measured[0].points[0].interval.low, 0.6);
    EXPECT_LT(data.yLow, 0.6);
}

} // namespace

} // namespace lab::widgets
