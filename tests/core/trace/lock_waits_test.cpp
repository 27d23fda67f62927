// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/lock_waits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lab;
using namespace lab::trace;
using testing::ElementsAre;

namespace {

Span span(base::Nanoseconds begin, base::Nanoseconds end, State state, std::uint32_t lock = 7)
{
    return {begin, end, 3, 1, lock, {1}, state};
}

using Lanes = std::vector<std::vector<Span>>;

Lanes marked(Lanes lanes)
{
    markHoldsOthersWaitFor(lanes);
    return lanes;
}

} // namespace

TEST(LockWaits, CutsAHoldWhereAnotherLaneBeginsToWait)
{
    const Lanes lanes = marked({{span(0, 100, State::Holds)}, {span(40, 110, State::WaitsForLock)}});
    EXPECT_THAT(lanes[0], ElementsAre(span(0, 40, State::Holds), span(40, 100, State::HoldsWhileOthersWait)));
    EXPECT_THAT(lanes[1], ElementsAre(span(40, 110, State::WaitsForLock)));
}

TEST(LockWaits, AHoldThatBeginsWhileOthersWaitIsMarkedWhole)
{
    const Lanes lanes = marked({{span(50, 100, State::Holds)},
                                {span(10, 100, State::WaitsForLock)},
                                {span(20, 30, State::WaitsForLock)}});
    EXPECT_THAT(lanes[0], ElementsAre(span(50, 100, State::HoldsWhileOthersWait)));
}

TEST(LockWaits, OwnEarlierWaitOtherLocksAndLaterWaitsChangeNothing)
{
    const Lanes given = {{span(0, 20, State::WaitsForLock), span(20, 60, State::Holds)},
                         {span(30, 50, State::WaitsForLock, 8), span(60, 70, State::WaitsForLock)}};
    EXPECT_EQ(marked(given), given);
}

TEST(LockWaits, ALongWaitThatBeganFirstCountsAmongShortOnesThatBeganLater)
{
    const Lanes lanes = marked({{span(300, 400, State::Holds)},
                                {span(0, 900, State::WaitsForLock)},
                                {span(10, 20, State::WaitsForLock), span(350, 450, State::WaitsForLock)}});
    EXPECT_THAT(lanes[0], ElementsAre(span(300, 400, State::HoldsWhileOthersWait)));
}

TEST(LockWaits, WithoutWaitsNothingChanges)
{
    const Lanes given = {{span(0, 10, State::Holds)}, {span(10, 20, State::Holds)}, {}};
    EXPECT_EQ(marked(given), given);
}
