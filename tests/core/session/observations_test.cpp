// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/observations.h"

#include "tests/support/hand_made_trace.h"

#include <gtest/gtest.h>

namespace lab::session {

namespace {

using scenario::Observable;
using trace::State;

VariantResult resultOf(const char* label, double median)
{
    VariantResult result;
    result.variant.label = label;
    result.median = median;
    auto scene = std::make_shared<scenario::Scene>();
    scene->tasks.resize(1);
    scene->tasks[0].unitName = "Image";
    auto capture = std::make_shared<Capture>();
    capture->scene = scene;
    result.capture = capture;
    return result;
}

// Worker 1 computes 20, waits 50 and computes 10; worker 2 computes 90 of 100.
RunState uneven()
{
    tests::HandMadeTrace made;
    made.lane("worker 1");
    made.lane("worker 2");
    made.add(0, 0, 20, State::Computing, {0}, 0);
    made.add(0, 20, 70, State::WaitsForData, {0}, 0);
    made.add(0, 70, 80, State::Computing, {0}, 1);
    made.add(1, 0, 60, State::Computing, {0}, 2);
    made.add(1, 60, 90, State::Computing, {0}, 3);
    made.add(1, 90, 95, State::Holds, {0}, 3, 1, 0);
    RunState state;
    state.phase = Phase::Finished;
    state.mainVariant = 1;
    state.variants = {resultOf("One by one", 200), resultOf("Spread over workers", 100)};
    auto capture = std::make_shared<Capture>(*state.variants[1].capture);
    capture->trace = made.until(100);
    capture->why = analysis::explain(*capture->trace, {});
    state.variants[1].capture = capture;
    state.variants[1].breakdown = analysis::breakdown(*capture->trace);
    return state;
}

std::optional<Observation> asked(Observable kind, const RunState& state)
{
    scenario::ScenarioInfo info;
    info.observe = {kind};
    const auto all = observations(info, state);
    return all.empty() ? std::nullopt : std::optional(all.front());
}

std::string answer(Observable kind, const RunState& state)
{
    const auto question = asked(kind, state);
    return question ? question->options.at(question->right).label : "not asked";
}

TEST(Observations, TheAnswerIsInTheRecording)
{
    const RunState state = uneven();
    EXPECT_EQ(answer(Observable::Waited, state), "worker 1");
    EXPECT_EQ(answer(Observable::Held, state), "worker 2");
    EXPECT_EQ(answer(Observable::LastAtWork, state), "worker 2");
    EXPECT_EQ(answer(Observable::SecondCause, state), "waiting for data");
    EXPECT_EQ(answer(Observable::PathPart, state), "computing");
    EXPECT_EQ(answer(Observable::Fastest, state), "Spread over workers");
    EXPECT_EQ(answer(Observable::DeviceIdle, state), "not asked") << "there is no device";
    const auto who = asked(Observable::WhoDid, state);
    ASSERT_TRUE(who);
    EXPECT_EQ(who->text, "Which worker did “Image 3”?");
    EXPECT_EQ(who->options.at(who->right).label, "worker 2");
    EXPECT_EQ(who->at, 30);
    EXPECT_EQ(asked(Observable::Waited, state)->options[0].value, 70) << "50, and 20 at the end";
}

TEST(Observations, WhatIsTooCloseToCallIsNotAsked)
{
    EXPECT_EQ(answer(Observable::MostUnits, uneven()), "not asked") << "two each";
    RunState state = uneven();
    state.variants[1].median = state.variants[0].median / 1.05;
    EXPECT_EQ(answer(Observable::Fastest, state), "not asked");
}

TEST(Observations, ADevicesIdleTimeIsARange)
{
    tests::HandMadeTrace made;
    made.lane("GPU", trace::LaneKind::Device);
    made.add(0, 0, 50, State::DeviceBusy, {0}, 0);
    RunState state = uneven();
    auto capture = std::make_shared<Capture>(*state.variants[1].capture);
    capture->trace = made.until(100);
    state.variants[1].capture = capture;
    EXPECT_EQ(answer(Observable::DeviceIdle, state), "about a half");
    EXPECT_EQ(asked(Observable::DeviceIdle, state)->options[2].value, 0.5);
    capture = std::make_shared<Capture>(*capture);
    capture->trace = made.until(77); // 35 % idle: between two ranges
    state.variants[1].capture = capture;
    EXPECT_EQ(answer(Observable::DeviceIdle, state), "not asked");
}

TEST(Observations, ManyWorkersLeaveFourToChooseFromAndTheRightOneAmongThem)
{
    tests::HandMadeTrace made;
    for (std::size_t lane = 0; lane < 8; ++lane) {
        made.lane("worker " + std::to_string(lane + 1));
        made.add(lane, 0, lane == 6 ? 20 : 90, State::Computing, {0}, static_cast<std::uint32_t>(lane));
    }
    RunState state = uneven();
    auto capture = std::make_shared<Capture>(*state.variants[1].capture);
    capture->trace = made.until(100);
    state.variants[1].capture = capture;
    const auto waited = asked(Observable::Waited, state);
    ASSERT_TRUE(waited);
    ASSERT_EQ(waited->options.size(), kMostOptions);
    EXPECT_EQ(waited->options[waited->right].label, "worker 7");
    const auto who = asked(Observable::WhoDid, state);
    ASSERT_TRUE(who);
    EXPECT_EQ(who->options.size(), kMostOptions);
    EXPECT_EQ(who->options[who->right].label, "worker 5");
}

TEST(Observations, NothingIsAskedWhereNothingWasRecorded)
{
    scenario::ScenarioInfo info;
    EXPECT_TRUE(observations(info, RunState()).empty());
    RunState state = uneven();
    EXPECT_EQ(observations(info, state).size(), kMostObservations);
    state.phase = Phase::Measuring;
    EXPECT_TRUE(observations(info, state).empty());
    state = uneven();
    state.mode = Mode::Sweep;
    EXPECT_TRUE(observations(info, state).empty());
}

} // namespace

} // namespace lab::session
