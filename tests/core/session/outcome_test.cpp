// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/outcome.h"

#include <gtest/gtest.h>

namespace lab::session {

namespace {

// Three variants, each compared with the one before.
RunState measured()
{
    RunState state;
    state.scenarioId = "one";
    state.placements = 6;
    state.variants.resize(3);
    for (std::size_t i = 0; i < 3; ++i) {
        state.variants[i].against = i > 0 ? i - 1 : 0;
        state.variants[i].median = 100.0 / static_cast<double>(1u << i);
        state.variants[i].speedup = 2;
        state.variants[i].speedupInterval = {1.9, 2.1};
    }
    return state;
}

scenario::ScenarioInfo one()
{
    scenario::ScenarioInfo info;
    info.id = "one";
    info.variants.resize(3);
    return info;
}

TEST(Outcome, IsTheMainVariantsSpeedupWhereNothingElseIsAsked)
{
    const auto outcome = outcomeOf(one(), measured());
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->variant, 1u);
    EXPECT_EQ(outcome->against, 0u);
    EXPECT_EQ(outcome->speedup, 2);
}

TEST(Outcome, ComparesWhatIsAskedForByItsMedians)
{
    scenario::ScenarioInfo info = one();
    info.question = {2, 0};
    const auto outcome = outcomeOf(info, measured());
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->speedup, 4);
    EXPECT_FALSE(outcome->interval) << "these two were not measured in turn";
}

TEST(Outcome, IsAbsentWhereTheRunDoesNotAnswer)
{
    RunState state = measured();
    state.variants[1].median = 0;
    EXPECT_FALSE(outcomeOf(one(), state)) << "not measured yet";
    state = measured();
    state.mode = Mode::Live;
    EXPECT_FALSE(outcomeOf(one(), state));
    state = measured();
    state.scenarioId = "other";
    EXPECT_FALSE(outcomeOf(one(), state));
    scenario::ScenarioInfo info = one();
    info.question.only = {{"work", std::string("network")}};
    state = measured();
    state.request.settings = {{"work", std::string("toy")}};
    EXPECT_FALSE(outcomeOf(info, state)) << "the question is about other settings";
    state.request.settings = {{"work", std::string("network")}};
    EXPECT_TRUE(outcomeOf(info, state));
}

} // namespace

} // namespace lab::session
