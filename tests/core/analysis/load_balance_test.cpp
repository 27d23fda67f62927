// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/load_balance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

namespace {

using namespace lab::analysis;

using Costs = std::vector<double>;

double makespan(const Costs& costs, int workers)
{
    const Costs loads = listSchedule(costs, workers);
    return *std::max_element(loads.begin(), loads.end());
}

TEST(LoadBalance, BlocksOfATriangleGiveAboutHalfOfWhatManyWorkersCould)
{
    EXPECT_DOUBLE_EQ(blocksSpeedup(1), 1);
    EXPECT_DOUBLE_EQ(blocksSpeedup(2), 4.0 / 3);
    EXPECT_DOUBLE_EQ(blocksSpeedup(4), 16.0 / 7);
    EXPECT_NEAR(blocksSpeedup(1000) / 1000, 0.5, 1e-3);
}

TEST(LoadBalance, TheFormulaForBlocksIsWhatTheirWorkSays)
{
    constexpr int kTasks = 12'000;
    Costs costs;
    for (int task = 0; task < kTasks; ++task)
        costs.push_back(task + 1);
    for (const int workers : {1, 2, 3, 5, 8}) {
        std::vector<std::uint32_t> owners;
        for (int task = 0; task < kTasks; ++task)
            owners.push_back(static_cast<std::uint32_t>(task * workers / kTasks));
        EXPECT_NEAR(speedupOf(loadsOf(costs, owners, workers)), blocksSpeedup(workers), 1e-3 * workers);
    }
}

TEST(LoadBalance, NoScheduleIsShorterThanItsLongestTaskOrAFairShare)
{
    EXPECT_DOUBLE_EQ(shortestSchedule(Costs{1, 2, 3}, 2), 3);
    EXPECT_DOUBLE_EQ(shortestSchedule(Costs{2, 2, 2, 2}, 2), 4);
    EXPECT_DOUBLE_EQ(shortestSchedule(Costs{9, 1, 1}, 3), 9);
    EXPECT_DOUBLE_EQ(shortestSchedule(Costs{}, 3), 0);
}

TEST(LoadBalance, WhoeverIsFreeFirstTakesTheNextTask)
{
    EXPECT_EQ(listSchedule(Costs{4, 1, 1, 1, 3}, 2), (Costs{4, 6}));
    EXPECT_EQ(listSchedule(Costs{2, 2, 2}, 3), (Costs{2, 2, 2}));
    EXPECT_EQ(listSchedule(Costs{}, 2), (Costs{0, 0}));
    EXPECT_EQ(loadsOf(Costs{4, 1, 3}, std::vector<std::uint32_t>{1, 0, 1}, 3), (Costs{1, 7, 0}));
    EXPECT_DOUBLE_EQ(speedupOf(Costs{4, 6}), 10.0 / 6);
    EXPECT_DOUBLE_EQ(speedupOf(Costs{0, 0}), 1);
    EXPECT_DOUBLE_EQ(speedupOf(Costs{}), 1);
}

// Graham's own examples, in which the bounds are met.
TEST(LoadBalance, GrahamsWorstCasesAreAsBadAsHeSays)
{
    for (const int workers : {2, 3, 4, 7}) {
        Costs order(static_cast<std::size_t>(workers * (workers - 1)), 1.0);
        order.push_back(workers); // the best: p ones less for the worker of the long one
        EXPECT_DOUBLE_EQ(makespan(order, workers) / workers, listScheduleBound(workers));
        Costs longestFirst;
        for (int cost = 2 * workers - 1; cost > workers; --cost)
            longestFirst.insert(longestFirst.end(), 2, cost);
        longestFirst.insert(longestFirst.end(), 3, workers);
        EXPECT_DOUBLE_EQ(makespan(longestFirst, workers) / (3 * workers), longestFirstBound(workers));
    }
}

TEST(LoadBalance, NoOrderIsWorseThanTheBound)
{
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        const int workers = 2 + static_cast<int>(random() % 6);
        Costs costs;
        for (std::size_t count = 1 + random() % 40; count > 0; --count)
            costs.push_back(1 + static_cast<double>(random() % 100));
        const double least = shortestSchedule(costs, workers); // the best is no shorter
        const double any = makespan(costs, workers);
        EXPECT_GE(any, least);
        EXPECT_LE(any, least * listScheduleBound(workers) + 1e-9);
    }
}

} // namespace
