// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/scaling.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

namespace {

using namespace lab::analysis;

TEST(Amdahl, knownValues)
{
    EXPECT_DOUBLE_EQ(amdahlSpeedup(0, 8), 8);
    EXPECT_DOUBLE_EQ(amdahlSpeedup(1, 8), 1);
    EXPECT_DOUBLE_EQ(amdahlSpeedup(0.5, 2), 4.0 / 3);
    EXPECT_NEAR(amdahlSpeedup(0.05, 1e9), 20, 1e-6);
}

TEST(SerialFraction, isRecoveredFromAmdahlPoints)
{
    std::vector<SpeedupPoint> points;
    for (const double workers : {1, 2, 4, 8, 16})
        points.push_back({workers, amdahlSpeedup(0.12, workers)});
    ASSERT_TRUE(fitSerialFraction(points));
    EXPECT_NEAR(*fitSerialFraction(points), 0.12, 1e-12);
}

TEST(SerialFraction, isClippedAndNeedsAPointBeyondOneWorker)
{
    EXPECT_EQ(fitSerialFraction(std::vector<SpeedupPoint>{{2, 2.4}}), 0.0);
    EXPECT_EQ(fitSerialFraction(std::vector<SpeedupPoint>{{2, 0.5}}), 1.0);
    EXPECT_EQ(fitSerialFraction(std::vector<SpeedupPoint>{{1, 1}, {4, 0}}), std::nullopt);
    EXPECT_EQ(fitSerialFraction({}), std::nullopt);
}

CurvePoint point(double x, double low, double middle, double high)
{
    return {x, middle, {low, high}};
}

TEST(CrossingPoint, isInterpolatedOnLogX)
{
    const std::vector<CurvePoint> points = {point(1, 0.4, 0.5, 0.6), point(100, 1.4, 1.5, 1.6)};
    const auto found = crossing(points, 1);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->x, 10, 1e-9);
    EXPECT_NEAR(found->interval.low, std::pow(100, 0.4), 1e-9);
    EXPECT_NEAR(found->interval.high, std::pow(100, 0.6), 1e-9);
    EXPECT_FALSE(found->openBelow);
    EXPECT_FALSE(found->openAbove);
}

TEST(CrossingPoint, isInterpolatedOnXWhereTheCurveBeginsAtZero)
{
    const std::vector<CurvePoint> points = {point(0, 0.4, 0.5, 0.6), point(10, 1.4, 1.5, 1.6)};
    const auto found = crossing(points, 1);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->x, 5, 1e-9);
    EXPECT_NEAR(found->interval.low, 4, 1e-9);
    EXPECT_NEAR(found->interval.high, 6, 1e-9);
}

TEST(CrossingPoint, mayFallBetweenTwoPointsOfTheSameX)
{
    const std::vector<CurvePoint> points = {point(1, 0.4, 0.5, 0.6), point(3, 0.4, 0.5, 0.6),
                                            point(3, 1.4, 1.5, 1.6)};
    const auto found = crossing(points, 1);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->x, 3, 1e-9);
}

TEST(CrossingPoint, isTheFirstRise)
{
    const std::vector<CurvePoint> points = {point(1, 2, 2, 2), point(2, 0, 0, 0), point(4, 2, 2, 2),
                                            point(8, 0, 0, 0), point(16, 2, 2, 2)};
    const auto found = crossing(points, 1);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->x, std::sqrt(8), 1e-9);
}

TEST(CrossingPoint, boundsOutsideTheMeasuredRangeAreOpen)
{
    const std::vector<CurvePoint> points = {point(1, 0.5, 0.9, 1.2), point(4, 0.7, 1.3, 1.5)};
    const auto found = crossing(points, 1);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->openBelow);
    EXPECT_TRUE(found->openAbove);
    EXPECT_EQ(found->interval, (Interval{1, 4}));
    EXPECT_TRUE(found->interval.contains(found->x));
}

TEST(CrossingPoint, isAbsentWithoutARise)
{
    EXPECT_FALSE(crossing({}, 1));
    EXPECT_FALSE(crossing(std::vector<CurvePoint>{point(1, 2, 2, 2)}, 1));
    EXPECT_FALSE(crossing(std::vector<CurvePoint>{point(1, 2, 2, 2), point(2, 3, 3, 3)}, 1));
    EXPECT_FALSE(crossing(std::vector<CurvePoint>{point(1, 0, 0, 0), point(2, 0.9, 0.9, 0.9)}, 1));
    const auto reached = crossing(std::vector<CurvePoint>{point(1, 0, 0, 0), point(2, 1, 1, 1)}, 1);
    ASSERT_TRUE(reached);
    EXPECT_NEAR(reached->x, 2, 1e-12);
}

TEST(CrossingPoint, refusesDisorder)
{
    EXPECT_THROW(crossing(std::vector<CurvePoint>{point(2, 0, 0, 0), point(1, 2, 2, 2)}, 1),
                 std::invalid_argument);
}

} // namespace
