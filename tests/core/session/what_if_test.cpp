// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/what_if.h"
#include "tests/support/hand_made_trace.h"

#include <gtest/gtest.h>

namespace lab::session {

namespace {

using scenario::WhatIf;
using trace::State;

constexpr std::uint32_t kLock = 0;

// Two workers that compute 20 and hold a lock for 30, one after the other: 80 with the lock, 50 without.
VariantResult lockedResult()
{
    tests::HandMadeTrace made;
    made.lane("worker 1");
    made.lane("worker 2");
    made.add(0, 0, 20, State::Computing, {0}, 0);
    made.add(0, 20, 50, State::Holds, {1}, 0, 1, kLock);
    made.add(1, 0, 20, State::Computing, {0}, 1);
    made.add(1, 20, 50, State::WaitsForLock, {1}, 1, 1, kLock);
    made.add(1, 50, 80, State::Holds, {1}, 1, 1, kLock);
    auto capture = std::make_shared<Capture>();
    capture->trace = made.until(80);
    capture->scene = std::make_shared<const scenario::Scene>();
    capture->why = analysis::explain(*capture->trace, {});
    VariantResult result;
    result.variant.key = "lock";
    result.median = 80;
    result.interval = {78, 82};
    result.samples.assign(6, {80, 80});
    result.capture = capture;
    return result;
}

RunState measured()
{
    RunState state;
    state.phase = Phase::Finished;
    state.rounds = 12;
    state.placements = 6;
    state.variants.push_back(lockedResult());
    VariantResult own;
    own.variant.key = "own-sums";
    own.median = 52;
    own.interval = {51, 53};
    own.samples.assign(6, {52, 52});
    state.variants.push_back(own);
    return state;
}

WhatIf freeLock()
{
    return {
        .key = "free-lock", .label = "", .variant = "lock", .locksAreFree = true, .realVariant = "own-sums"};
}

WhatIf fastWork()
{
    return {.key = "fast",
            .label = "",
            .variant = "lock",
            .faster = {State::Computing},
            .share = 0.5,
            .parameter = "load",
            .factor = 0.5};
}

scenario::ScenarioInfo withLoad()
{
    scenario::ScenarioInfo info;
    info.parameters = {scenario::Parameter::integer("load", "Loading", "%", 100, 0, 400,
                                                    scenario::Parameter::Scale::Linear, "")};
    return info;
}

TEST(WhatIfCheck, PredictsFromTheRecordingOfItsVariant)
{
    const RunState state = measured();
    const auto free = predict(freeLock(), state);
    ASSERT_TRUE(free);
    EXPECT_DOUBLE_EQ(free->factor(), 80.0 / 50);
    const auto fast = predict(fastWork(), state);
    ASSERT_TRUE(fast);
    EXPECT_DOUBLE_EQ(fast->factor(), 80.0 / 70);
    WhatIf balanced = freeLock();
    balanced.balanced = true;
    EXPECT_DOUBLE_EQ(predict(balanced, state)->predicted, 50);
    WhatIf other = freeLock();
    other.variant = "own-sums"; // without a recording
    EXPECT_FALSE(predict(other, state));
    other.variant = "unknown";
    EXPECT_FALSE(predict(other, state));
}

// 20 of 80 compute: 80 / 60 at most.
TEST(WhatIfCheck, TheCurveGoesFromTheWholeTimeToNone)
{
    const RunState state = measured();
    const auto points = curve(fastWork(), state, 2);
    ASSERT_EQ(points.size(), 3u);
    EXPECT_EQ(points[0].share, 1);
    EXPECT_DOUBLE_EQ(points[0].factor, 1);
    EXPECT_DOUBLE_EQ(points[1].factor, 80.0 / 70);
    EXPECT_EQ(points[2].share, 0);
    EXPECT_DOUBLE_EQ(points[2].factor, 80.0 / 60);
    EXPECT_TRUE(curve(freeLock(), state, 2).empty()) << "free or not";
    EXPECT_TRUE(curve(fastWork(), RunState(), 2).empty());
    std::stop_source stop;
    stop.request_stop();
    EXPECT_TRUE(curve(fastWork(), state, 2, stop.get_token()).empty());
}

TEST(WhatIfCheck, HoldsThePredictionAgainstAVariantOfTheSameRun)
{
    const RunState state = measured();
    const auto checked = check(freeLock(), state, state);
    ASSERT_TRUE(checked);
    EXPECT_NEAR(checked->factor, 80.0 / 52, 1e-9);
    EXPECT_LE(checked->interval.low, checked->factor);
    EXPECT_NEAR(errorOf(*predict(freeLock(), state), *checked), 1.6 / (80.0 / 52) - 1, 1e-9);
}

TEST(WhatIfCheck, HoldsItAgainstAnotherRunWithinWhatBothIntervalsAllow)
{
    const RunState before = measured();
    RunState after = measured();
    after.variants[0].median = 70;
    after.variants[0].interval = {69, 72};
    const auto checked = check(fastWork(), before, after);
    ASSERT_TRUE(checked);
    EXPECT_DOUBLE_EQ(checked->factor, 80.0 / 70);
    EXPECT_DOUBLE_EQ(checked->interval.low, 78.0 / 72);
    EXPECT_DOUBLE_EQ(checked->interval.high, 82.0 / 69);
    after.variants[0].median = 0; // not measured
    EXPECT_FALSE(check(fastWork(), before, after));
}

TEST(WhatIfCheck, ItsRunHasTheParameterChangedWithinItsRange)
{
    scenario::Request request;
    request.settings = {{"load", std::int64_t{100}}};
    const auto changed = requestOf(fastWork(), withLoad(), request);
    ASSERT_TRUE(changed);
    EXPECT_EQ(std::get<std::int64_t>(changed->settings.at("load")), 50);
    EXPECT_EQ(std::get<std::int64_t>(
                  requestOf(fastWork().withShare(0.25), withLoad(), request)->settings.at("load")),
              25);
    WhatIf more = fastWork();
    more.factor = 8;
    EXPECT_FALSE(requestOf(more, withLoad(), request)) << "beyond what the parameter takes";
    EXPECT_DOUBLE_EQ(more.withShare(0.25).factor, 4) << "a rate grows as a time shrinks";
    request.settings["load"] = std::int64_t{0};
    EXPECT_FALSE(requestOf(fastWork(), withLoad(), request)) << "it stays what it is";
    EXPECT_TRUE(requestOf(freeLock(), withLoad(), request)) << "another variant of the same run";
    WhatIf none = freeLock();
    none.realVariant.clear();
    EXPECT_FALSE(requestOf(none, withLoad(), request));
    EXPECT_FALSE(none.canBeChecked());
}

} // namespace

} // namespace lab::session
