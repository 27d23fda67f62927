// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/result_shelf.h"
#include "tests/support/batch_capture.h"

#include <gtest/gtest.h>

namespace lab::app {

namespace {

ShownState finished()
{
    ShownState left;
    left.state = std::make_shared<session::RunState>(tests::finishedState());
    return left;
}

bool hasRecordings(const Shelved& shelved)
{
    for (const auto& result : shelved.shown.state->variants) {
        if (!result.capture)
            return false;
    }
    return true;
}

TEST(ResultShelf, GivesBackWhatWasPutOnceAndTheLatest)
{
    ResultShelf shelf;
    EXPECT_FALSE(shelf.take("a"));
    shelf.put("a", finished(), 0);
    ShownState later = finished();
    later.prediction = 3;
    shelf.put("a", later, 7);
    shelf.put("b", finished(), 0);
    const auto taken = shelf.take("a");
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->shown.prediction, 3);
    EXPECT_EQ(taken->instant, 7);
    EXPECT_EQ(taken->shown.state, later.state);
    EXPECT_FALSE(shelf.take("a"));
    EXPECT_TRUE(shelf.take("b"));
}

TEST(ResultShelf, WhatCameToNothingDoesNotTakeThePlaceOfAResult)
{
    ResultShelf shelf;
    shelf.put("a", finished(), 0);
    ShownState nothing = finished();
    nothing.state = std::make_shared<session::RunState>();
    shelf.put("a", nothing, 0);
    const auto taken = shelf.take("a");
    ASSERT_TRUE(taken);
    EXPECT_FALSE(taken->shown.state->variants.empty());
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
        shelf.put(scenario, finished(), 0);
    const auto oldest = shelf.take("a");
    ASSERT_TRUE(oldest);
    EXPECT_FALSE(hasRecordings(*oldest));
    EXPECT_GT(oldest->shown.state->variants[1].speedup, 1);
    EXPECT_TRUE(hasRecordings(*shelf.take("b")));
    EXPECT_TRUE(hasRecordings(*shelf.take("c")));
}

} // namespace

} // namespace lab::app
