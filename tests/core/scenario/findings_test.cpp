// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/findings.h"

#include <gtest/gtest.h>

namespace lab::scenario {

namespace {

VariantResult measured(double median, std::size_t against, double low, double high)
{
    VariantResult result;
    result.samples = {median, median, median};
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
    EXPECT_EQ(verdictOf(state), Verdict::Hurts);
    state.scaling = {{1, 1, {1, 1}, 5}, {2, 1.5, {1.4, 1.6}, 5}};
    EXPECT_EQ(gainInterval(state)->low, 1.4) << "rounds measured in turn say it better";
    EXPECT_EQ(verdictOf(state), Verdict::Helps);
    state.variants[2].variant.usesPool = false;
    EXPECT_EQ(gainInterval(state)->low, 2e6) << "without workers it is the ladder that counts";
}

TEST(Findings, FewRoundsHaveNeitherIntervalNorVerdict)
{
    RunState state = ladder();
    EXPECT_TRUE(hasInterval(state, state.variants[2]));
    state.variants[0].samples.resize(2); // long iterations take part in a few rounds only
    EXPECT_TRUE(hasInterval(state, state.variants[2]));
    state.variants[0].samples.resize(1);
    EXPECT_FALSE(hasInterval(state, state.variants[2]));
    EXPECT_FALSE(verdictOf(state));
    state = ladder();
    state.variants[2].samples.resize(2);
    EXPECT_FALSE(gainInterval(state));
    EXPECT_FALSE(verdictOf(RunState{})) << "nothing has run";
    state = ladder();
    state.mode = Mode::Live;
    EXPECT_FALSE(verdictOf(state)) << "recording and drawing included";
}

} // namespace

} // namespace lab::scenario
