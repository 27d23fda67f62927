// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lock_hand_over.h"
#include "core/analysis/lock_profile.h"
#include "tests/support/hand_made_trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lab;
using namespace lab::analysis;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using trace::State;

namespace {

constexpr base::TaskId kWork{0};
constexpr base::TaskId kAdd{1};

// Two workers, a lock each for two parts. Lock 0: worker 1 [100,140), worker 2 waits from 110 and holds
// [140,160); worker 1 again [300,320). Lock 1: worker 2 [200,210).
std::shared_ptr<const trace::Trace> twoLocks()
{
    tests::HandMadeTrace hand;
    hand.lane("worker 1");
    hand.lane("worker 2");
    hand.add(0, 0, 100, State::Computing, kWork, 0);
    hand.add(0, 100, 140, State::Holds, kAdd, 0, 1, 0);
    hand.add(0, 140, 300, State::Computing, kWork, 2);
    hand.add(0, 300, 320, State::Holds, kAdd, 2, 1, 0);
    hand.add(1, 0, 110, State::Computing, kWork, 1);
    hand.add(1, 110, 140, State::WaitsForLock, kAdd, 1, 1, 0);
    hand.add(1, 140, 160, State::Holds, kAdd, 1, 1, 0);
    hand.add(1, 160, 200, State::Computing, kWork, 3);
    hand.add(1, 200, 210, State::Holds, kAdd, 3, 1, 1);
    return hand.until(320);
}

} // namespace

TEST(LockProfile, CountsAcquisitionsWaitsAndHoldsByLockAndLane)
{
    const auto profiles = lockProfiles(*twoLocks());
    ASSERT_THAT(profiles, SizeIs(2));
    const LockProfile& first = profiles[0];
    EXPECT_EQ(first.lock, 0u);
    EXPECT_EQ(first.all.acquisitions, 3);
    EXPECT_EQ(first.all.contended, 1);
    EXPECT_EQ(first.all.hold.total, 80);
    EXPECT_DOUBLE_EQ(first.all.hold.median, 20);
    EXPECT_EQ(first.all.wait.total, 30);
    EXPECT_DOUBLE_EQ(first.all.wait.p99, 30);
    EXPECT_DOUBLE_EQ(first.heldShare, 80.0 / 320);
    ASSERT_THAT(first.lanes, SizeIs(2));
    EXPECT_EQ(first.lanes[0].acquisitions, 2); // the hold that was cut in two is one
    EXPECT_EQ(first.lanes[0].contended, 0);
    EXPECT_EQ(first.lanes[1].lane, 1u);
    EXPECT_EQ(first.lanes[1].wait.total, 30);
    EXPECT_THAT(profiles[1].lanes, SizeIs(1));
}

TEST(LockProfile, BoundIsAllWorkOverTheTimeUnderTheLockHeldLongest)
{
    const auto bound = lockBound(*twoLocks());
    ASSERT_TRUE(bound);
    EXPECT_EQ(bound->lock, 0u);
    const double work = 320 + 180; // computing and holding; waiting is no work
    EXPECT_DOUBLE_EQ(bound->share, 80 / work);
    EXPECT_DOUBLE_EQ(bound->speedup, work / 80);
}

TEST(LockProfile, AMomentTellsHolderQueueAndWhoReleased)
{
    const auto trace = twoLocks();
    const auto holds = holdsOf(*trace, 0);
    const auto at = [&](base::Nanoseconds t) { return lockMoment(*trace, 0, holds, t, 1); };
    EXPECT_FALSE(at(99).holder);
    EXPECT_EQ(at(100).holder->lane, 0u);
    EXPECT_THAT(at(105).queue, IsEmpty());
    ASSERT_THAT(at(139).queue, SizeIs(1));
    EXPECT_EQ(at(139).queue[0].lane, 1u);
    EXPECT_EQ(at(139).queue[0].since, 110);
    EXPECT_EQ(at(139).holder->end, 140);
    EXPECT_EQ(at(140).holder->lane, 1u);
    EXPECT_EQ(at(140).holder->waited, 30);
    EXPECT_THAT(at(140).queue, IsEmpty());
    EXPECT_EQ(at(140).released.at(0).lane, 0u);
    EXPECT_THAT(at(320).released, SizeIs(1)); // not more than asked for
    EXPECT_EQ(at(320).released[0].begin, 300);
}

TEST(LockProfile, HandsOverOnlyToOneThatWaited)
{
    const auto handOvers = lockHandOvers(*twoLocks());
    ASSERT_THAT(handOvers, SizeIs(1));
    EXPECT_EQ(handOvers[0].fromLane, 0u);
    EXPECT_EQ(handOvers[0].toLane, 1u);
    EXPECT_EQ(handOvers[0].acquired, 140);
    EXPECT_EQ(handOvers[0].released, 139);
}

TEST(LockProfile, NothingOfATraceWithoutLocks)
{
    tests::HandMadeTrace hand;
    hand.lane("worker 1");
    hand.add(0, 0, 100, State::Computing, kWork, 0);
    const auto trace = hand.until(100);
    EXPECT_THAT(lockProfiles(*trace), IsEmpty());
    EXPECT_FALSE(lockBound(*trace));
    EXPECT_FALSE(lockMoment(*trace, 0, {}, 50, 3).holder);
}

TEST(LockProfile, ALockThatIsAllTheWorkBoundsToOne)
{
    tests::HandMadeTrace hand;
    hand.lane("worker 1");
    hand.lane("worker 2");
    hand.add(0, 0, 50, State::Holds, kAdd, 0, 1, 3);
    hand.add(1, 10, 50, State::WaitsForLock, kAdd, 1, 1, 3);
    hand.add(1, 50, 100, State::Holds, kAdd, 1, 1, 3);
    const auto bound = lockBound(*hand.until(100));
    ASSERT_TRUE(bound);
    EXPECT_DOUBLE_EQ(bound->speedup, 1);
}
