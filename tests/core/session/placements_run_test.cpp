// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/round.h"
#include "core/session/run_session.h"
#include "tests/core/session/counting_scenario.h"

#include <gtest/gtest.h>

namespace lab::session {

namespace {

RunOptions oneWorker(const scenario::Scenario& scenario)
{
    RunOptions options;
    options.scenario = &scenario;
    options.request.workers = 1;
    options.budgetSeconds = 60;
    options.wantedPrecision = 1000; // every placement is precise as soon as it may be, and so is the run
    return options;
}

machine::Machine twoCores()
{
    machine::Machine machine;
    machine.cores = machine.processors = 2;
    return machine;
}

Round roundOf(int placement, double time, bool disturbed = false)
{
    Round round;
    round.placement = placement;
    round.times = {time};
    round.disturbed = disturbed;
    return round;
}

double timeOf(const Round& round)
{
    return round.times[0];
}

} // namespace

TEST(Placements, ARunThatIsPreciseEnoughHasHadFive)
{
    const tests::CountingScenario scenario(true); // a busy machine makes no difference
    RunSession session(machine::Machine{});       // of one core
    session.start(oneWorker(scenario));
    session.wait();
    const auto state = session.state();
    ASSERT_EQ(state->phase, Phase::Finished) << state->error;
    EXPECT_EQ(state->placements, 5);
    EXPECT_EQ(state->rounds, 25) << "five a placement";
    EXPECT_EQ(state->prepared, 4);
    EXPECT_EQ(scenario.preparedAgain(), 4);
    EXPECT_EQ(scenario.takenOver(), 4) << "what is expensive goes from one to the next";
    for (const VariantResult& result : state->variants) {
        ASSERT_EQ(result.samples.size(), 5u);
        for (const std::vector<double>& rounds : result.samples)
            EXPECT_EQ(rounds.size(), 5u);
        ASSERT_TRUE(result.capture);
        EXPECT_TRUE(result.difference && !result.differs());
    }
}

TEST(Placements, ARunThatIsStoppedKeepsThoseItHasHad)
{
    const tests::CountingScenario scenario;
    RunSession session(twoCores());
    RunOptions endless = oneWorker(scenario);
    endless.budgetSeconds = 3600;
    endless.wantedPrecision = 0;
    session.start(endless);
    while (session.running() && session.state()->rounds < 2)
        std::this_thread::yield();
    session.requestStop();
    session.wait();
    EXPECT_EQ(session.state()->phase, Phase::Stopped);
    EXPECT_EQ(session.state()->placements, 1);
    EXPECT_TRUE(session.arrays().empty()) << "of the experiment that is still there";
}

TEST(Placements, WorkersThatCannotBeHeldAreNoReasonToFail)
{
    const tests::CountingScenario scenario;
    machine::Machine machine = twoCores();
    machine.usable = {{60'000, 0, 0, 0}, {60'001, 1, 0, 0}}; // the system has no such processors
    RunSession session(machine);
    RunOptions options = oneWorker(scenario);
    options.request.workers = 2;
    options.budgetSeconds = 0.3;
    session.start(options);
    session.wait();
    EXPECT_EQ(session.state()->phase, Phase::Finished) << session.state()->error;
    EXPECT_EQ(session.state()->affinity, Affinity::Refused);
    options.affinity = false;
    session.start(options);
    session.wait();
    EXPECT_EQ(session.state()->affinity, Affinity::Free);
}

TEST(Rounds, DisturbedOnesAreLeftOutWhereOthersAreLeft)
{
    const std::vector<Round> rounds = {roundOf(0, 1), roundOf(0, 2, true), roundOf(2, 3)};
    EXPECT_EQ(kept(rounds).size(), 2u);
    EXPECT_EQ(placed(kept(rounds), timeOf), (analysis::Placed{{1}, {}, {3}}));
    const std::vector<Round> all = {roundOf(0, 1, true), roundOf(1, 2, true)};
    EXPECT_EQ(placed(kept(all), timeOf), (analysis::Placed{{1}, {2}})) << "better than nothing";
    Round throttled = roundOf(0, 5);
    throttled.throttled = true;
    EXPECT_EQ(kept({throttled, roundOf(0, 1)}).size(), 1u);
    EXPECT_TRUE(kept({}).empty());
}

TEST(Rounds, ThoseInWhichAVariantTookNoPartDoNotCount)
{
    const std::vector<Round> rounds = {roundOf(0, 0), roundOf(1, 7)};
    EXPECT_EQ(placed(kept(rounds), timeOf), (analysis::Placed{{}, {7}}));
}

} // namespace lab::session
