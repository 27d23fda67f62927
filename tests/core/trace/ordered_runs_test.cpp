// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/ordered_runs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <utility>

using lab::trace::OrderedRuns;

namespace {

using Item = std::pair<int, int>; // what it is ordered by, and its place in the order of adding

bool before(const Item& a, const Item& b)
{
    return a.first < b.first;
}

TEST(OrderedRuns, AreMergedAsAStableSortWouldWhateverTheirNumberAndOrder)
{
    std::mt19937 random(3);
    for (int runs = 0; runs < 12; ++runs) {
        OrderedRuns<Item> made;
        std::vector<Item> expected;
        for (int run = 0; run < runs; ++run) {
            made.beginRun();
            EXPECT_TRUE(made.runIsEmpty());
            int value = 0;
            for (auto left = random() % 9; left > 0; --left) {
                value += static_cast<int>(random() % 4) - (run % 3 == 2 ? 2 : 0); // some are in no order
                const Item item(value, static_cast<int>(expected.size()));
                made.add(item);
                expected.push_back(item);
                EXPECT_EQ(made.last(), item);
                EXPECT_FALSE(made.runIsEmpty());
            }
        }
        std::stable_sort(expected.begin(), expected.end(), before);
        EXPECT_EQ(std::move(made).merged(before), expected) << runs;
    }
}

} // namespace
