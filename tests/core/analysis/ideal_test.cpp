// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/breakdown.h"
#include "core/analysis/ideal.h"
#include "tests/support/hand_made_trace.h"

#include <gtest/gtest.h>

namespace lab::analysis {

namespace {

using trace::State;

// Images of 30, 20, 20 and 10 ns on one worker.
std::shared_ptr<const trace::Trace> fourImages()
{
    tests::HandMadeTrace made;
    const auto lane = made.lane("worker 1");
    made.add(lane, 0, 30, State::Computing, {0}, 0);
    made.add(lane, 30, 50, State::Computing, {0}, 1);
    made.add(lane, 50, 70, State::Computing, {0}, 2);
    made.add(lane, 70, 80, State::Computing, {0}, 3);
    return made.until(80);
}

TEST(IdealRun, EachTaskGoesToTheCoreThatIsFreeFirst)
{
    const auto two = idealRun(*fourImages(), 2, 0);
    ASSERT_TRUE(two);
    EXPECT_EQ(two->trace->duration(), 40);
    EXPECT_DOUBLE_EQ(two->speedup, 2);
    const auto& lanes = two->trace->lanes();
    ASSERT_EQ(lanes.size(), 2u);
    EXPECT_EQ(lanes[0].info.name, "core 1");
    EXPECT_EQ(lanes[0].spans.size(), 2u); // 30 and 10
    EXPECT_EQ(lanes[0].spans[1].first, 3u);
    EXPECT_EQ(lanes[1].spans.size(), 2u); // 20 and 20
}

TEST(IdealRun, TheLongestTaskIsTheLeastThatManyCoresTake)
{
    const auto many = idealRun(*fourImages(), 64, 0);
    EXPECT_EQ(many->trace->duration(), 30);
    EXPECT_EQ(many->idleCores, 60u);
}

TEST(IdealRun, CoresBeginAfterTheStartUp)
{
    const auto four = idealRun(*fourImages(), 4, 5);
    EXPECT_EQ(four->trace->duration(), 35);
    EXPECT_EQ(breakdown(*four->trace).startUp, 4 * 5);
    EXPECT_EQ(breakdown(*four->trace).compute, 80);
}

TEST(IdealRun, ASpanOfSeveralUnitsIsAsManyTasks)
{
    tests::HandMadeTrace made;
    made.add(made.lane("worker 1"), 0, 400, State::Computing, {0}, 0, 4);
    const auto four = idealRun(*made.until(400), 4, 0);
    EXPECT_EQ(four->trace->duration(), 100);
    EXPECT_EQ(four->idleCores, 0u);
}

TEST(IdealRun, StepsOfOneUnitStayTogether)
{
    tests::HandMadeTrace made;
    const auto lane = made.lane("worker 1");
    for (std::uint32_t photo = 0; photo < 2; ++photo) {
        for (std::uint16_t step = 0; step < 3; ++step)
            made.add(lane, 100 * photo + 30 * step, 100 * photo + 30 * (step + 1), State::Computing, {step},
                     photo);
    }
    const auto many = idealRun(*made.until(200), 6, 0);
    EXPECT_EQ(many->trace->duration(), 90);
    EXPECT_EQ(many->idleCores, 4u);
}

TEST(IdealRun, NoTasksNoModel)
{
    tests::HandMadeTrace made;
    made.lane("worker 1");
    EXPECT_FALSE(idealRun(*made.until(10), 4, 0));
    EXPECT_FALSE(idealRun(*fourImages(), 0, 0));
}

} // namespace

} // namespace lab::analysis
