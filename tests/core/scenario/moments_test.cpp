// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/moments.h"
#include "tests/support/hand_made_trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lab::scenario {

namespace {

using analysis::Moment;
using testing::ElementsAre;
using testing::IsEmpty;
using trace::State;

constexpr std::uint32_t kLock = 3;

// Three workers at one lock: from 400 on one holds it and both others wait, before and after nobody waits.
std::shared_ptr<const trace::Trace> queueAtALock()
{
    tests::HandMadeTrace made;
    const auto hold = [&](std::size_t lane, base::Nanoseconds begin, base::Nanoseconds end) {
        made.add(lane, begin, end, State::Holds, {0}, 0, 1, kLock);
    };
    const auto wait = [&](std::size_t lane, base::Nanoseconds begin, base::Nanoseconds end) {
        made.add(lane, begin, end, State::WaitsForLock, {0}, 0, 1, kLock);
    };
    for (const char* name : {"worker 1", "worker 2", "worker 3"})
        made.lane(name);
    hold(0, 100, 150);
    hold(1, 200, 250);
    hold(0, 380, 480);
    wait(1, 390, 480);
    wait(2, 400, 530);
    hold(1, 480, 530);
    hold(2, 530, 580);
    hold(0, 900, 950);
    return made.until(1000);
}

Scene lockScene()
{
    Scene scene;
    scene.picture = Picture::Locks;
    scene.events = eventsAtLocks();
    return scene;
}

TEST(BestInstant, IsWhereOneHoldsTheLockAndMostWait)
{
    const auto trace = queueAtALock();
    const base::Nanoseconds best = bestInstant(lockScene(), *trace);
    EXPECT_GE(best, 400);
    EXPECT_LT(best, 480);
    EXPECT_EQ(bestInstant(lockScene(), *trace), best) << "it is the same each time";
}

TEST(BestInstant, OfEqualsIsNearThreeFifths)
{
    tests::HandMadeTrace made;
    const auto lane = made.lane("worker 1");
    for (base::Nanoseconds begin = 0; begin < 1000; begin += 100)
        made.add(lane, begin, begin + 90, State::Computing, {0});
    EXPECT_EQ(bestInstant({}, *made.until(1000)), 645);
}

TEST(BestInstant, IsWhereTheFirstWorkerRunsOutOfWorkIfTheSceneIsAboutThat)
{
    Scene scene;
    scene.events.runningOut = true;
    tests::HandMadeTrace made;
    for (const char* name : {"worker 1", "worker 2", "worker 3"})
        made.lane(name);
    made.add(0, 100, 400, State::Computing, {0});
    made.add(1, 50, 200, State::Computing, {0});
    made.add(1, 210, 300, State::Computing, {0});
    EXPECT_EQ(bestInstant(scene, *made.until(1000)), 300) << "worker 3 never had any";
    made.add(2, 0, 300, State::Computing, {0});
    EXPECT_EQ(bestInstant(scene, *made.until(1000)), 300);
    scene.events.runningOut = false;
    EXPECT_NE(bestInstant(scene, *made.until(1000)), 300);
}

TEST(BestInstant, WhereNobodyWaitsForTheOthersSomethingIsStillDone)
{
    Scene scene;
    scene.events.runningOut = true;
    tests::HandMadeTrace made;
    made.add(made.lane("worker 1"), 100, 1000, State::Computing, {0});
    EXPECT_EQ(bestInstant(scene, *made.until(1000)), 550);
}

TEST(BestInstant, IsNotWhereAWorkerWasInterrupted)
{
    tests::HandMadeTrace made;
    const auto lane = made.lane("worker 1");
    for (base::Nanoseconds begin = 0; begin < 400; begin += 50)
        made.add(lane, begin, begin + 50, State::Computing, {0});
    made.add(lane, 400, 1000, State::Computing, {0});
    EXPECT_LT(bestInstant({}, *made.until(1000)), 400);
}

TEST(BestInstant, WhereNothingHappensIsThreeFifths)
{
    tests::HandMadeTrace made;
    made.lane("worker 1");
    EXPECT_EQ(bestInstant({}, *made.until(1000)), 600);
}

TEST(EventsOf, AreWhatTheSceneSays)
{
    const Events events = eventsOf(lockScene(), *queueAtALock(), {}, 430);
    // The hold under which another begins to wait is two spans: without and with somebody waiting.
    EXPECT_THAT(events.moments,
                ElementsAre(Moment{100, 150}, Moment{200, 250}, Moment{380, 390}, Moment{390, 400},
                            Moment{400, 480}, Moment{480, 530}, Moment{530, 580}, Moment{900, 950}));
    Scene computing;
    EXPECT_THAT(eventsOf(computing, *queueAtALock(), {}, 430).moments, IsEmpty());
    EXPECT_EQ(eventsOf(computing, *queueAtALock(), {}, 430).count, 0);
}

TEST(EventsOf, AFocusLeavesOutTheOthers)
{
    Focus third;
    third.lane = 2;
    EXPECT_THAT(eventsOf(lockScene(), *queueAtALock(), third, 430).moments,
                ElementsAre(Moment{400, 530}, Moment{530, 580}));
    Focus otherLock;
    otherLock.peer = kLock + 1;
    EXPECT_THAT(eventsOf(lockScene(), *queueAtALock(), otherLock, 430).moments, IsEmpty());
}

TEST(EventsOf, AreLookedForNearTheInstantUnlessEverywhere)
{
    tests::HandMadeTrace made;
    const auto lane = made.lane("worker 1");
    for (base::Nanoseconds i = 0; i < 2000; ++i)
        made.add(lane, 100 * i, 100 * i + 60, State::Computing, {0});
    const auto trace = made.until(200'000);
    const Events near = eventsOf({}, *trace, {}, 100'000);
    EXPECT_LT(near.moments.size(), 500u);
    EXPECT_EQ(near.count, 2000);
    EXPECT_EQ(eventsOf({}, *trace, {}, 100'000, true).moments.size(), 2000u);
}

} // namespace

} // namespace lab::scenario
