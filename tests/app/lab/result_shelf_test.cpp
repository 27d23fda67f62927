// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/result_shelf.h"
#include "tests/support/batch_capture.h"

#include <gtest/gtest.h>

namespace lab::app {

namespace {

Shelved of(const std::string& scenario)
{
    Shelved left;
    left.scenario = scenario;
    left.state = std::make_shared<session::RunState>(tests::finishedState());
    return left;
}

bool hasRecordings(const Shelved& shelved)
{
    for (const auto& result : shelved.state->variants) {
        if (!result.capture)
            return false;
    }
    return true;
}

TEST(ResultShelf, GivesBackWhatWasPutOnceAndTheLatest)
{
    ResultShelf shelf;
    EXPECT_FALSE(shelf.take("a"));
    shelf.put(of("a"));
    Shelved later = of("a");
    later.prediction = 3;
    shelf.put(later);
    shelf.put(of("b"));
    const auto taken = shelf.take("a");
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->prediction, 3);
    EXPECT_EQ(taken->state, later.state);
    EXPECT_FALSE(shelf.take("a"));
    EXPECT_TRUE(shelf.take("b"));
}

TEST(ResultShelf, WhatCameToNothingDoesNotTakeThePlaceOfAResult)
{
    ResultShelf shelf;
    shelf.put(of("a"));
    Shelved nothing = of("a");
    nothing.state = std::make_shared<session::RunState>();
    shelf.put(nothing);
    const auto taken = shelf.take("a");
    ASSERT_TRUE(taken);
    EXPECT_FALSE(taken->state->variants.empty());
}

TEST(ResultShelf, BytesAreThoseOfValuesAndSpansAndWhatIsSharedCountsOnce)
{
    session::RunState state = tests::finishedState();
    const std::size_t both = recordedBytes(state);
    state.variants[1].capture = state.variants[0].capture;
    const std::size_t one = recordedBytes(state);
    EXPECT_GT(one, 0u);
    EXPECT_LT(one, both);
    state.variants.pop_back();
    EXPECT_EQ(recordedBytes(state), one);
}

TEST(ResultShelf, WithoutRoomTheOldestLosesItsRecordingsAndKeepsItsFigures)
{
    const std::size_t one = recordedBytes(tests::finishedState());
    ResultShelf shelf(2 * one);
    for (const char* scenario : {"a", "b", "c"})
        shelf.put(of(scenario));
    const auto oldest = shelf.take("a");
    ASSERT_TRUE(oldest);
    EXPECT_FALSE(hasRecordings(*oldest));
    EXPECT_GT(oldest->state->variants[1].speedup, 1);
    EXPECT_TRUE(hasRecordings(*shelf.take("b")));
    EXPECT_TRUE(hasRecordings(*shelf.take("c")));
}

} // namespace

} // namespace lab::app
