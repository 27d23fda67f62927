// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics.h"

#include <gtest/gtest.h>

#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace {

using lab::analysis::bootstrapMedian;
using lab::analysis::bootstrapMedianRatio;
using lab::analysis::Interval;
using lab::analysis::median;
using lab::analysis::quantile;
using lab::analysis::ratioInterval;

TEST(Quantile, agreesWithType7OfNumpy)
{
    const std::vector<double> values = {7, 1, 4, 2};
    EXPECT_DOUBLE_EQ(quantile(values, 0), 1);
    EXPECT_DOUBLE_EQ(quantile(values, 0.25), 1.75);
    EXPECT_DOUBLE_EQ(quantile(values, 0.5), 3);
    EXPECT_DOUBLE_EQ(quantile(values, 0.9), 6.1);
    EXPECT_DOUBLE_EQ(quantile(values, 1), 7);
    EXPECT_DOUBLE_EQ(quantile(values, -1), 1);
    EXPECT_DOUBLE_EQ(quantile(values, 2), 7);
}

TEST(Quantile, keepsInfiniteNeighbours)
{
    const double infinity = std::numeric_limits<double>::infinity();
    EXPECT_EQ(quantile(std::vector<double>{infinity, infinity, infinity, infinity}, 0.5), infinity);
}

TEST(Median, isMiddleOrMeanOfTheTwoMiddles)
{
    EXPECT_DOUBLE_EQ(median(std::vector<double>{5}), 5);
    EXPECT_DOUBLE_EQ(median(std::vector<double>{9, 1, 5}), 5);
    EXPECT_DOUBLE_EQ(median(std::vector<double>{9, 1, 5, 6}), 5.5);
}

TEST(Quantile, refusesNoValues)
{
    EXPECT_THROW(quantile({}, 0.5), std::invalid_argument);
    EXPECT_THROW(median({}), std::invalid_argument);
    EXPECT_THROW(bootstrapMedian({}), std::invalid_argument);
}

TEST(Interval, containsItsBoundsAndOverlapsWhatItTouches)
{
    const Interval interval{1, 2};
    EXPECT_TRUE(interval.contains(1));
    EXPECT_TRUE(interval.contains(2));
    EXPECT_FALSE(interval.contains(2.1));
    EXPECT_TRUE(interval.overlaps({2, 3}));
    EXPECT_TRUE(interval.overlaps({0, 9}));
    EXPECT_FALSE(interval.overlaps({2.5, 3}));
}

TEST(BootstrapMedian, ofOneValueIsThatValue)
{
    EXPECT_EQ(bootstrapMedian(std::vector<double>{3}), (Interval{3, 3}));
    EXPECT_EQ(bootstrapMedian(std::vector<double>{3, 3, 3}), (Interval{3, 3}));
}

TEST(BootstrapMedian, isTheSameForTheSameArguments)
{
    std::vector<double> values(31);
    std::iota(values.begin(), values.end(), 1.0);
    const Interval first = bootstrapMedian(values);
    EXPECT_EQ(first, bootstrapMedian(values));
    std::vector<double> reversed(values.rbegin(), values.rend());
    EXPECT_EQ(first, bootstrapMedian(reversed)) << "the order of the values says nothing";
}

TEST(BootstrapMedian, approachesTheExactBootstrapDistribution)
{
    // The number of draws at or below rank k is binomial (101, k / 101); the median of a resample of
    // 0 … 100 is below 41 with probability 0.023 and above 59 with the same.
    std::vector<double> values(101);
    std::iota(values.begin(), values.end(), 0.0);
    const Interval interval = bootstrapMedian(values, 0.95, 20000, 7);
    EXPECT_NEAR(interval.low, 40, 1);
    EXPECT_NEAR(interval.high, 60, 1);
    const Interval narrow = bootstrapMedian(values, 0.5, 20000, 7);
    EXPECT_GT(narrow.low, interval.low);
    EXPECT_LT(narrow.high, interval.high);
}

TEST(BootstrapMedian, handlesEvenCountsAndTwoValues)
{
    const Interval interval = bootstrapMedian(std::vector<double>{1, 2});
    EXPECT_EQ(interval, (Interval{1, 2}));
}

TEST(BootstrapMedian, refusesImpossibleArguments)
{
    const std::vector<double> values = {1, 2};
    EXPECT_THROW(bootstrapMedian(values, 0), std::invalid_argument);
    EXPECT_THROW(bootstrapMedian(values, 1), std::invalid_argument);
    EXPECT_THROW(bootstrapMedian(values, 0.95, 0), std::invalid_argument);
}

TEST(BootstrapMedianRatio, leavesOutWhatSlowedBothOfAPair)
{
    // Rounds of a drifting machine: times spread by a factor of ten, the ratio stays 2.
    std::vector<double> fast;
    std::vector<double> slow;
    for (int i = 0; i < 15; ++i) {
        fast.push_back(1 + 9.0 * ((7 * i) % 15) / 14);
        slow.push_back(2 * fast.back());
    }
    EXPECT_NEAR(bootstrapMedianRatio(slow, fast).low, 2, 1e-12);
    EXPECT_NEAR(bootstrapMedianRatio(slow, fast).high, 2, 1e-12);
    std::vector<double> shuffled(fast.rbegin(), fast.rend());
    EXPECT_GT(bootstrapMedianRatio(slow, shuffled).width(), 0.5) << "other pairs, other rounds";
}

TEST(BootstrapMedianRatio, containsTheRatioOfTheMedians)
{
    const std::vector<double> a{10, 12, 9, 11, 14, 10.5, 9.5};
    const std::vector<double> b{5, 5.5, 5, 6, 6.2, 5.1, 4.9};
    const Interval interval = bootstrapMedianRatio(a, b);
    EXPECT_TRUE(interval.contains(median(a) / median(b)));
    EXPECT_GT(interval.width(), 0);
    EXPECT_EQ(interval, bootstrapMedianRatio(a, b)) << "the same on every call";
    EXPECT_EQ(bootstrapMedianRatio(std::vector<double>{6}, std::vector<double>{3}), (Interval{2, 2}));
    EXPECT_THROW(bootstrapMedianRatio(a, std::vector<double>{1, 2}), std::invalid_argument);
    EXPECT_THROW(bootstrapMedianRatio({}, {}), std::invalid_argument);
}

TEST(RatioInterval, isTheRatioOfTheEndsWhenOneIsExact)
{
    const Interval interval = ratioInterval(8, {6, 12}, 2, {2, 2});
    EXPECT_NEAR(interval.low, 3, 1e-12);
    EXPECT_NEAR(interval.high, 6, 1e-12);
    const Interval inverse = ratioInterval(8, {8, 8}, 2, {1, 4});
    EXPECT_NEAR(inverse.low, 2, 1e-12);
    EXPECT_NEAR(inverse.high, 8, 1e-12);
}

TEST(RatioInterval, isNarrowerThanTheWorstOfBothAndWiderThanEither)
{
    const Interval interval = ratioInterval(10, {9, 11}, 5, {4, 6});
    EXPECT_GT(interval.low, 9.0 / 6.0);
    EXPECT_LT(interval.high, 11.0 / 4.0);
    EXPECT_LT(interval.low, 10.0 / 6.0);
    EXPECT_GT(interval.high, 10.0 / 4.0);
}

} // namespace
