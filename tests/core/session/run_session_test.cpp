// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/run_session.h"

#include "tests/core/session/counting_scenario.h"
#include "tests/core/session/recording_scenario.h"
#include "tests/support/machine_of.h"

#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

using namespace lab;
using namespace lab::session;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

class RunSessionTest : public testing::Test
{
protected:
    RunOptions options(Mode mode = Mode::Run)
    {
        RunOptions options;
        options.scenario = &m_scenario;
        options.request.workers = 2;
        options.mode = mode;
        options.budgetSeconds = 0.3;
        return options;
    }

    // Waits until `wanted` holds or nothing runs any more.
    static void waitUntil(RunSession& session, const std::function<bool(const RunState&)>& wanted)
    {
        while (session.running() && !wanted(*session.state()))
            std::this_thread::yield();
    }

    tests::CountingScenario m_scenario;
    machine::Machine m_machine = tests::machineOf(2);
    RunSession m_session{m_machine};
};

} // namespace

TEST_F(RunSessionTest, RunMeasuresVerifiesAndCaptures)
{
    m_session.start(options());
    m_session.wait();
    const auto state = m_session.state();
    ASSERT_EQ(state->phase, Phase::Finished) << state->error;
    EXPECT_FALSE(m_session.running());
    EXPECT_GE(state->rounds, 1);
    ASSERT_EQ(state->variants.size(), 2u);
    for (const VariantResult& result : state->variants) {
        EXPECT_TRUE(result.difference && !result.differs());
        // On a busy machine all may have been set aside, and then all count.
        const int left = state->rounds - state->setAside;
        EXPECT_EQ(analysis::roundCount(result.samples),
                  static_cast<std::size_t>(left > 0 ? left : state->rounds));
        EXPECT_EQ(analysis::placementCount(result.samples), static_cast<std::size_t>(state->placements));
        EXPECT_TRUE(result.interval.contains(result.median));
        EXPECT_TRUE(result.speedupInterval.contains(result.speedup));
        ASSERT_TRUE(result.capture);
        EXPECT_TRUE(result.capture->complete);
        EXPECT_EQ(result.capture->trace->dropped(), 0u);
        EXPECT_EQ(result.breakdown.total(), result.breakdown.wall * result.breakdown.lanes);
    }
    EXPECT_EQ(state->variants[0].speedup, 1);
    ASSERT_EQ(state->scaling.size(), 3u); // 1, 2 and twice the cores
    EXPECT_TRUE(state->scaling.back().oversubscribed);
}

TEST_F(RunSessionTest, StopKeepsTheResultsSoFar)
{
    RunOptions endless = options();
    endless.budgetSeconds = 3600;
    endless.wantedPrecision = 0;
    m_session.start(endless);
    waitUntil(m_session, [](const RunState& state) { return state.rounds >= 1; });
    m_session.requestStop();
    m_session.wait();
    EXPECT_EQ(m_session.state()->phase, Phase::Stopped);
    EXPECT_GE(m_session.state()->rounds, 1);
}

TEST_F(RunSessionTest, LiveGoesOnAfterAChangeAndKeepsItsHistory)
{
    m_session.start(options(Mode::Live));
    waitUntil(m_session, [](const RunState& state) { return !state.live.empty(); });
    const double first = m_session.state()->live.at(0).seconds;
    scenario::Request changed = options().request;
    changed.workers = 1;
    changed.settings["items"] = std::int64_t{4};
    m_session.change(changed);
    waitUntil(m_session, [](const RunState& state) { return state.live.back().workers == 1; });
    m_session.requestStop();
    m_session.wait();
    const auto state = m_session.state();
    EXPECT_EQ(state->phase, Phase::Stopped) << state->error;
    EXPECT_EQ(state->items, 4);
    EXPECT_EQ(state->live.at(0).seconds, first);
    EXPECT_EQ(state->live.at(0).workers, 2);
    EXPECT_THROW(m_session.change({{}, 0, 1}), scenario::ParameterError);
}

TEST_F(RunSessionTest, LongIterationsAreShownWhileTheyRun)
{
    RunOptions slow = options();
    slow.request.settings["slow"] = true;
    slow.budgetSeconds = 3600;
    slow.wantedPrecision = 0;
    m_session.start(slow);
    std::shared_ptr<const Capture> partial;
    waitUntil(m_session, [&](const RunState& state) {
        for (const VariantResult& result : state.variants) {
            if (result.capture && !result.capture->complete)
                partial = result.capture;
        }
        return partial != nullptr;
    });
    m_session.requestStop();
    m_session.wait();
    EXPECT_EQ(m_session.state()->phase, Phase::Stopped) << m_session.state()->error;
    ASSERT_TRUE(partial);
    EXPECT_GT(partial->trace->duration(), 0);
    EXPECT_EQ(partial->trace->dropped(), 0u);
}

TEST_F(RunSessionTest, SweepMeasuresItsPointsAndNotesThoseLeftOut)
{
    RunOptions sweep = options(Mode::Sweep);
    sweep.sweep = "items";
    m_session.start(sweep);
    m_session.wait();
    const auto state = m_session.state();
    ASSERT_EQ(state->phase, Phase::Finished) << state->error;
    ASSERT_TRUE(state->sweep);
    ASSERT_EQ(state->sweep->points.size(), 2u);
    EXPECT_EQ(state->sweep->points[1].value, 2);
    EXPECT_EQ(state->sweep->planned, 2u);
    EXPECT_THAT(state->sweep->note, HasSubstr("'items' cannot be '100'"));
}

/// Has room for two items.
class CrampedScenario : public tests::CountingScenario
{
public:
    std::unique_ptr<scenario::Experiment> prepare(const scenario::Request& request) const override
    {
        if (scenario::integerOf(request.settings, "items") > 2)
            throw std::bad_alloc();
        return CountingScenario::prepare(request);
    }
};

TEST_F(RunSessionTest, SweepKeepsWhatWasMeasuredBeforeMemoryRanOut)
{
    const CrampedScenario scenario;
    RunOptions sweep = options(Mode::Sweep);
    sweep.scenario = &scenario;
    sweep.request.settings["items"] = std::int64_t{1};
    sweep.ownSweep = scenario::Sweep();
    sweep.ownSweep->key = "own";
    sweep.ownSweep->parameter = "items";
    sweep.ownSweep->values = {1, 2, 4, 8};
    sweep.ownSweep->series = {{"all", {}}};
    m_session.start(sweep);
    m_session.wait();
    const auto state = m_session.state();
    ASSERT_EQ(state->phase, Phase::Finished) << state->error;
    EXPECT_EQ(state->sweep->points.size(), 2u);
    EXPECT_EQ(state->sweep->planned, 2u);
    EXPECT_THAT(state->sweep->note, HasSubstr("from items = 4 on: there is not enough memory"));
}

TEST_F(RunSessionTest, SweepComparesAVariantWithTheOneItIsAgainst)
{
    const tests::RecordingScenario scenario;
    RunOptions sweep = options(Mode::Sweep);
    sweep.scenario = &scenario;
    sweep.sweep = "workers";
    m_session.start(sweep);
    m_session.wait();
    const auto state = m_session.state();
    ASSERT_EQ(state->phase, Phase::Finished) << state->error;
    EXPECT_THAT(state->sweep->sweep.values, ElementsAre(1, 2, 4, 8));
    EXPECT_EQ(state->sweep->points.size(), 4u);
    // The third variant and the second, which it is against; never the first, the sequential one.
    EXPECT_THAT(scenario.iterated(), ElementsAre(1, 2));
}

TEST_F(RunSessionTest, SweepAfterARunKeepsTheRun)
{
    m_session.start(options());
    m_session.wait();
    RunOptions sweep = options(Mode::Sweep);
    sweep.sweep = "items";
    m_session.start(sweep);
    m_session.wait();
    EXPECT_EQ(m_session.state()->variants.size(), 2u);
    sweep.sweep = "nothing";
    m_session.start(sweep);
    m_session.wait();
    EXPECT_EQ(m_session.state()->phase, Phase::Failed);
    EXPECT_TRUE(m_session.state()->badRequest);
}

TEST_F(RunSessionTest, ExceptionInAWorkerEndsTheRunAndLeavesTheSessionUsable)
{
    RunOptions broken = options();
    broken.request.settings["fails"] = true;
    m_session.start(broken);
    m_session.wait();
    EXPECT_EQ(m_session.state()->phase, Phase::Failed);
    EXPECT_EQ(m_session.state()->error, "item 3 is broken");
    EXPECT_FALSE(m_session.state()->badRequest);

    m_session.start(options());
    m_session.wait();
    EXPECT_EQ(m_session.state()->phase, Phase::Finished);
    EXPECT_EQ(m_session.state()->error, "");
    EXPECT_EQ(m_session.state()->generation, 2u);
}

TEST_F(RunSessionTest, BadRequestsAreRefusedBeforeAnythingStarts)
{
    RunOptions bad = options();
    bad.request.workers = 257;
    EXPECT_THROW(m_session.start(bad), scenario::ParameterError);
    bad = options();
    bad.request.settings["items"] = std::int64_t{65};
    EXPECT_THROW(m_session.start(bad), scenario::ParameterError);
    EXPECT_THROW(m_session.start({}), scenario::ParameterError);
    EXPECT_EQ(m_session.state()->phase, Phase::Idle);
}

TEST_F(RunSessionTest, DestructorEndsWhatRuns)
{
    for (const Mode mode : {Mode::Run, Mode::Live}) {
        RunSession session(m_machine);
        RunOptions endless = options(mode);
        endless.budgetSeconds = 3600;
        session.start(endless);
        waitUntil(session, [](const RunState& state) { return state.phase == Phase::Measuring; });
    }
}

TEST(ScalingLadder, HoldsCoresChosenAndTwiceTheCores)
{
    EXPECT_THAT(scalingLadder(tests::machineOf(2), 2), ElementsAre(1, 2, 4));
    EXPECT_THAT(scalingLadder(tests::machineOf(6), 5), ElementsAre(1, 2, 4, 5, 6, 12));
    EXPECT_THAT(scalingLadder(tests::machineOf(1), 1), ElementsAre(1, 2));
    EXPECT_THAT(scalingLadder(tests::machineOf(2), 2, 8), ElementsAre(1, 2, 4, 8, 16));
    EXPECT_THAT(scalingLadder(tests::machineOf(100), 3, 8),
                ElementsAre(1, 2, 3, 4, 8, 16, 32, 64, 100, 200, 256));
    EXPECT_THAT(scalingLadder(tests::machineOf(256), 256), ElementsAre(1, 2, 4, 8, 16, 32, 64, 128, 256));
}

TEST(ScalingLadder, HoldsTheHardwareThreads)
{
    EXPECT_THAT(scalingLadder(tests::machineOf(4, 8), 4), ElementsAre(1, 2, 4, 8));
    EXPECT_THAT(scalingLadder(tests::machineOf(14, 20), 14), ElementsAre(1, 2, 4, 8, 14, 20, 28));
    EXPECT_THAT(scalingLadder(tests::machineOf(1, 4), 1), ElementsAre(1, 2, 4));
}

TEST(RunSession, LiveTakesTurnsWithTheViewsWhereDrawingWouldCostAWorkerItsCore)
{
    EXPECT_TRUE(takesTurnsWithViews(2, 2));
    EXPECT_TRUE(takesTurnsWithViews(1, 1));
    EXPECT_TRUE(takesTurnsWithViews(8, 8));
    EXPECT_FALSE(takesTurnsWithViews(8, 4));
}
