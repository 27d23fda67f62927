// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/findings.h"

#include <gtest/gtest.h>

namespace lab::session {

namespace {

VariantResult measured(double median, std::size_t against, double low, double high)
{
    VariantResult result;
    result.samples.assign(4, {median});
    result.median = median;
    result.interval = {median * 0.99, median * 1.01};
    result.against = against;
    result.speedupInterval = {low, high};
    return result;
}

// An interpreter, a library, and the library on two workers, which is told against the interpreter.
RunState ladder()
{
    RunState state;
    state.request.workers = 2;
    state.variants = {measured(1e9, 0, 1, 1), measured(200, 0, 4e6, 6e6), measured(400, 0, 2e6, 3e6)};
    state.variants[2].variant.usesPool = true;
    state.mainVariant = 2;
    state.sequentialVariant = 1;
    return state;
}

TEST(Findings, WorkersAreJudgedByTheSequentialVariantNotByTheLadder)
{
    RunState state = ladder();
    ASSERT_TRUE(gainInterval(state));
    EXPECT_NEAR(gainInterval(state)->high, 0.5, 0.02) << "of the medians";
    EXPECT_EQ(verdictOf(state), scenario::Verdict::Hurts);
    state.scaling = {{1, 1, {1, 1}, 5, 5}, {2, 1.5, {1.4, 1.6}, 5, 5}};
    EXPECT_EQ(gainInterval(state)->low, 1.4) << "rounds measured in turn say it better";
    EXPECT_EQ(verdictOf(state), scenario::Verdict::Helps);
    state.variants[2].variant.usesPool = false;
    EXPECT_EQ(gainInterval(state)->low, 2e6) << "without workers it is the ladder that counts";
}

TEST(Findings, FewPlacementsHaveNeitherIntervalNorVerdict)
{
    RunState state = ladder();
    EXPECT_TRUE(hasInterval(state, state.variants[2]));
    state.variants[0].samples.resize(2); // long iterations take part in a few rounds only
    EXPECT_TRUE(hasInterval(state, state.variants[2]));
    state.variants[0].samples.resize(1);
    EXPECT_FALSE(hasInterval(state, state.variants[2]));
    EXPECT_FALSE(verdictOf(state));
    state = ladder();
    state.variants[2].samples.resize(3);
    EXPECT_FALSE(gainInterval(state));
    EXPECT_FALSE(verdictOf(RunState{})) << "nothing has run";
    state = ladder();
    state.mode = Mode::Live;
    EXPECT_FALSE(verdictOf(state)) << "recording and drawing included";
}

TEST(Findings, DisturbancesAreTold)
{
    RunState state = ladder();
    state.rounds = 12;
    state.capacityWorkers = 2;
    state.capacity = {1.9, 2, 0};
    EXPECT_FALSE(disturbanceOf(state));
    state.setAside = 4;
    EXPECT_FALSE(disturbanceOf(state)) << "a third is left out, two thirds are good";
    state.setAside = 5;
    EXPECT_EQ(disturbanceOf(state), Disturbance::RoundsSetAside);
    state.throttled = 5;
    EXPECT_EQ(disturbanceOf(state), Disturbance::Throttled);
    state.capacityWorkers = 1; // a quota of one processor leaves one core
    EXPECT_EQ(disturbanceOf(state), Disturbance::Throttled);
    state.throttled = 0;
    EXPECT_FALSE(disturbanceOf(state)) << "one core cannot give more";
    state.capacityWorkers = 2;
    state.setAside = 0;
    state.request.workers = 64;
    state.capacity = {1.1, 2, 0.2};
    EXPECT_EQ(disturbanceOf(state), Disturbance::CoresBusy) << "more workers than cores are no excuse";
    state.capacity = {}; // nothing was probed
    EXPECT_FALSE(disturbanceOf(state));
    state.capacity = {1.1, 2, 0.2};
    state.variants[2].variant.usesPool = false;
    EXPECT_FALSE(disturbanceOf(state)) << "no workers, no matter";
}

TEST(Findings, AClockThatGoesDownIsNoDisturbance)
{
    const workers::Capacity slow{10, 10, 0}; // of 16: all cores compute, and none waits for one
    EXPECT_TRUE(isWholeCapacity(slow, 16, false));
    EXPECT_FALSE(isWholeCapacity(slow, 16, true)) << "a virtual machine's cores may be shared";
    EXPECT_FALSE(isWholeCapacity({10, 10, 0.1}, 16, false)) << "workers waited for a core";
    EXPECT_TRUE(isWholeCapacity({11, 12, 0.1}, 16, true));
}

TEST(Findings, VerdictsKeepTheSameDistanceFromParityOnBothSides)
{
    EXPECT_EQ(scenario::measuredVerdict(1.12, 1.5), scenario::Verdict::Helps);
    EXPECT_EQ(scenario::measuredVerdict(1.05, 1.5), scenario::Verdict::Depends);
    EXPECT_EQ(scenario::measuredVerdict(0.93, 0.98), scenario::Verdict::Depends);
    EXPECT_EQ(scenario::measuredVerdict(0.7, 0.9), scenario::Verdict::Hurts);
}

} // namespace

} // namespace lab::session
