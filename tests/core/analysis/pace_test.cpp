// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/pace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace lab::analysis {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Kind = Pace::Place::Kind;

constexpr base::Nanoseconds kDuration = 1'000'000;

// Turns at a lock: 450 ns each, with 50 ns between them, from 100 µs on.
std::vector<Moment> turns(std::size_t count)
{
    std::vector<Moment> moments;
    for (std::size_t i = 0; i < count; ++i) {
        const auto begin = static_cast<base::Nanoseconds>(100'000 + i * 500);
        moments.push_back({begin, begin + 450});
    }
    return moments;
}

double wallTimeOf(const Pace& pace, const Moment& moment)
{
    const auto begin = static_cast<double>(moment.begin);
    const auto end = static_cast<double>(moment.end);
    return pace.secondsAt(end) - pace.secondsAt(begin + 1e-3 * (end - begin));
}

TEST(Moments, BeginWhereverASpanBeginsOrEnds)
{
    // one holds, another queues and gets it
    EXPECT_THAT(momentsOf({{0, 450}, {100, 450}, {450, 900}}),
                ElementsAre(Moment{0, 100}, Moment{100, 450}, Moment{450, 900}));
}

TEST(Moments, DoNotCoverWhatNoSpanCovers)
{
    EXPECT_THAT(momentsOf({{600, 700}, {100, 200}}), ElementsAre(Moment{100, 200}, Moment{600, 700}));
}

TEST(Moments, WorkersThatBeginAlmostTogetherAreOne)
{
    EXPECT_THAT(momentsOf({{0, 1000}, {3, 1000}}), ElementsAre(Moment{0, 1000}));
}

TEST(Moments, AGapFarShorterThanItsNeighboursIsNone)
{
    EXPECT_THAT(momentsOf({{0, 1000}, {1010, 2000}}), ElementsAre(Moment{0, 1000}, Moment{1000, 2000}));
}

TEST(Moments, EmptySpansAreLeftOut)
{
    EXPECT_THAT(momentsOf({{5, 5}, {7, 6}}), IsEmpty());
}

TEST(Pace, WithoutMomentsThereIsNothingToPlay)
{
    const Pace pace({}, kDuration, {});
    EXPECT_TRUE(pace.empty());
    EXPECT_EQ(pace.seconds(), 0);
    EXPECT_EQ(pace.timeAt(3), 0);
}

TEST(Pace, EveryMomentGetsItsTime)
{
    for (const double seconds : {0.2, 0.5, 2.0}) {
        Pace::Options options;
        options.seconds = seconds;
        const Pace pace(turns(7), kDuration, options);
        ASSERT_EQ(pace.moments().size(), 7u);
        for (const Moment& moment : pace.moments())
            EXPECT_NEAR(wallTimeOf(pace, moment), seconds, 0.1 * seconds);
    }
}

TEST(Pace, PlaysSevenAroundTheBestInstant)
{
    Pace::Options options;
    options.around = 150'000; // turn 100 begins
    const Pace pace(turns(1000), kDuration, options);
    ASSERT_EQ(pace.moments().size(), 7u);
    EXPECT_EQ(pace.moments()[3].begin, 150'000);
    EXPECT_EQ(pace.every(), 1u);
}

TEST(Pace, OfALongListEveryKthSoThatItLastsNoLongerThanAMinute)
{
    Pace::Options options;
    options.most = 0;
    const Pace pace(turns(1000), kDuration, options);
    EXPECT_LE(pace.seconds(), Pace::kLongest);
    EXPECT_GT(pace.every(), 1u);
    EXPECT_EQ(pace.moments()[1].begin - pace.moments()[0].begin,
              static_cast<base::Nanoseconds>(500 * pace.every()));
}

TEST(Pace, IsMonotoneFromTheBeginningToTheEnd)
{
    const Pace pace(turns(7), kDuration, {});
    double last = 0;
    for (double seconds = 0; seconds <= pace.seconds(); seconds += 0.001) {
        const double t = pace.timeAt(seconds);
        EXPECT_GE(t, last);
        last = t;
    }
    EXPECT_EQ(pace.timeAt(0), 0);
    EXPECT_EQ(pace.timeAt(pace.seconds()), static_cast<double>(kDuration));
}

TEST(Pace, EveryInstantIsFoundAgainToANanosecond)
{
    const Pace pace(turns(7), kDuration, {});
    std::mt19937 random(1);
    std::uniform_real_distribution<double> anywhere(0, kDuration);
    std::uniform_real_distribution<double> within(100'000, 104'000);
    for (int i = 0; i < 500; ++i) {
        for (const double t : {anywhere(random), within(random)})
            EXPECT_NEAR(pace.timeAt(pace.secondsAt(t)), t, 1);
    }
}

TEST(Pace, TheRangeBeginsAndEndsWithTheWholeAndNeverLeavesIt)
{
    for (const base::Nanoseconds begin : {base::Nanoseconds{0}, base::Nanoseconds{999'000}}) {
        const Pace pace({{begin, begin + 500}, {begin + 500, begin + 1000}}, kDuration, {});
        for (const double seconds : {0.0, pace.seconds()}) {
            EXPECT_NEAR(pace.rangeAt(seconds).begin, 0, 1e-6);
            EXPECT_NEAR(pace.rangeAt(seconds).end, kDuration, 1e-6);
        }
        for (double seconds = 0; seconds <= pace.seconds(); seconds += 0.003) {
            const Pace::Range range = pace.rangeAt(seconds);
            EXPECT_GE(range.begin, -1e-6);
            EXPECT_LE(range.end, kDuration + 1e-6);
            EXPECT_LT(range.begin, range.end);
        }
    }
}

TEST(Pace, ThePlayheadIsAlwaysInSight)
{
    const Pace pace(turns(7), kDuration, {});
    for (double seconds = 0; seconds <= pace.seconds(); seconds += 0.003) {
        const Pace::Range range = pace.rangeAt(seconds);
        const double t = pace.timeAt(seconds);
        EXPECT_GE(t, range.begin - 1e-6) << seconds;
        EXPECT_LE(t, range.end + 1e-6) << seconds;
    }
}

TEST(Pace, TheShortestMomentIsWideEnoughToBeSeen)
{
    std::vector<Moment> moments = turns(7);
    moments[3].end = moments[3].begin + 40;
    const Pace::Options options;
    const Pace pace(moments, kDuration, options);
    const Pace::Range range = pace.rangeAt(pace.secondsAt(static_cast<double>(moments[3].end)));
    EXPECT_GE(40 / (range.end - range.begin), options.leastShare * 0.999);
}

TEST(Pace, SaysWhereItIs)
{
    const Pace pace({{100'000, 100'450}, {112'000, 112'450}}, kDuration, {});
    EXPECT_EQ(pace.placeAt(0.1).kind, Kind::MovingIn);
    const Pace::Place first = pace.placeAt(pace.secondsAt(100'200));
    EXPECT_EQ(first.kind, Kind::Moment);
    EXPECT_EQ(first.moment, 0u);
    EXPECT_NEAR(first.slowdown, 0.5e9 / 450, 1);
    const Pace::Place gap = pace.placeAt(pace.secondsAt(105'000));
    EXPECT_EQ(gap.kind, Kind::Gap);
    EXPECT_EQ(gap.moment, 1u);
    EXPECT_EQ(gap.length, 11'550);
    EXPECT_EQ(pace.placeAt(pace.seconds()).kind, Kind::MovingOut);
}

} // namespace

} // namespace lab::analysis
