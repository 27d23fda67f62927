// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/batch_capture.h"
#include "widgets/lanes/run_lanes.h"

#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

TEST(RunLanes, GroupsKnowTheirVariantAndTheChosenOne)
{
    session::RunState state = tests::finishedState();
    state.variants.insert(state.variants.begin(), session::VariantResult{}); // one that could not run
    const auto groups = laneGroups(state, 2);
    ASSERT_EQ(groups.size(), 2u);
    EXPECT_EQ(groups[0].variant, 1u);
    EXPECT_EQ(groups[0].work, 0u) << "compared with the first variant";
    EXPECT_EQ(groups[1].variant, 2u);
    EXPECT_FALSE(groups[0].chosen);
    EXPECT_TRUE(groups[1].chosen);
}

TEST(RunLanes, SayHowLongWorkersHadNoCore)
{
    session::RunState state = tests::finishedState();
    session::Capture capture = *state.variants[1].capture;
    const auto note = [&](std::optional<base::Nanoseconds> time) {
        capture.withoutCore = time;
        state.variants[1].capture = std::make_shared<const session::Capture>(capture);
        return laneGroups(state, 1).back().note;
    };
    const base::Nanoseconds all = capture.trace->duration() * capture.workers;
    EXPECT_TRUE(note(all / 4).contains(QStringLiteral("short of cores"))) << note(all / 4).toStdString();
    EXPECT_FALSE(note(all / 1000).contains(QStringLiteral("short of")));
    EXPECT_FALSE(note({}).contains(QStringLiteral("short of")));
}

TEST(RunLanes, TheClockIsCutOnlyBesideMuchLongerVariants)
{
    session::RunState state = tests::finishedState();
    EXPECT_EQ(clockCut(state, 1), 0);
    EXPECT_EQ(clockCut(state, 99), 0);
    tests::HandMadeTrace made;
    made.add(made.lane("python3"), 0, 50'000'000, trace::State::Computing, {0});
    auto slow = std::make_shared<session::Capture>(*state.variants[0].capture);
    slow->trace = made.until(50'000'000);
    state.variants[0].capture = slow;
    const auto own = static_cast<double>(state.variants[1].capture->trace->duration());
    EXPECT_GT(clockCut(state, 1), own);
    EXPECT_LT(clockCut(state, 1), 1.2 * own);
    EXPECT_EQ(clockCut(state, 0), 0); // the longest is never cut
    state.variants[1].capture = nullptr;
    EXPECT_EQ(clockCut(state, 1), 0);
}

} // namespace

} // namespace lab::widgets
