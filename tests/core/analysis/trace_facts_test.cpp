// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/trace_facts.h"
#include "tests/support/hand_made_trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lab::analysis {

namespace {

using testing::ElementsAre;
using trace::State;

TEST(TraceFacts, ABarrierOpensWhenTheLastWorkerArrivesEachTime)
{
    tests::HandMadeTrace made;
    const auto one = made.lane("one");
    const auto two = made.lane("two");
    made.add(one, 10, 40, State::Barrier, {0});
    made.add(two, 35, 40, State::Barrier, {0});
    made.add(one, 70, 92, State::Barrier, {0});
    made.add(two, 90, 92, State::Barrier, {0});
    made.add(two, 50, 60, State::Barrier, {1}); // another barrier, at which one worker stands
    EXPECT_THAT(factsOf(*made.until(100))->barrierOpenings, ElementsAre(35, 50, 90));
}

TEST(TraceFacts, HandOversOfAllLocksFollowOneAnotherInTime)
{
    tests::HandMadeTrace made;
    const auto one = made.lane("one");
    const auto two = made.lane("two");
    const auto hold = [&](std::size_t lane, std::uint32_t lock, base::Nanoseconds begin,
                          base::Nanoseconds end) {
        made.add(lane, begin, end, State::Holds, {0}, 0, 1, lock);
    };
    const auto wait = [&](std::size_t lane, std::uint32_t lock, base::Nanoseconds begin,
                          base::Nanoseconds end) {
        made.add(lane, begin, end, State::WaitsForLock, {0}, 0, 1, lock);
    };
    hold(one, 7, 50, 60);
    wait(two, 7, 55, 60);
    hold(two, 7, 60, 70);
    hold(two, 3, 80, 90);
    wait(one, 3, 85, 90);
    hold(one, 3, 90, 95);
    std::vector<std::uint32_t> locks;
    base::Nanoseconds before = 0;
    const auto facts = factsOf(*made.until(100));
    for (const LockHandOver& handOver : facts->handOvers) {
        EXPECT_GE(handOver.released, before);
        before = handOver.released;
        locks.push_back(handOver.lock);
    }
    EXPECT_THAT(locks, ElementsAre(7, 3)) << "by time, not by lock";
}

TEST(TraceFacts, ATraceWithoutEitherHasNone)
{
    tests::HandMadeTrace made;
    made.add(made.lane("one"), 0, 100, State::Computing, {0});
    const auto facts = factsOf(*made.until(100));
    EXPECT_TRUE(facts->barrierOpenings.empty());
    EXPECT_TRUE(facts->handOvers.empty());
}

} // namespace

} // namespace lab::analysis
