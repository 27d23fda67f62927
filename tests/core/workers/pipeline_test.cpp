// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/worker_pool.h"

#include <algorithm>
#include <atomic>
#include <gtest/gtest.h>
#include <numeric>
#include <stdexcept>
#include <vector>

using lab::workers::WorkerPool;

TEST(Pipeline, SerialStagesSeeTheItemsInOrderAndEachItemPassesAllStages)
{
    for (const int workers : {1, 2, 5}) {
        WorkerPool pool(workers);
        std::vector<int> values(200);
        std::vector<std::size_t> order;
        std::atomic<bool> strange{false};
        pool.pipeline(values.size(), 4,
                      {{true, [&](std::size_t item, std::size_t) { values[item] = static_cast<int>(item); }},
                       {false,
                        [&](std::size_t item, std::size_t worker) {
                            values[item] *= 2;
                            if (worker >= static_cast<std::size_t>(workers))
                                strange = true;
                        }},
                       {true, [&](std::size_t item, std::size_t) { order.push_back(item); }}});
        std::vector<std::size_t> all(values.size());
        std::iota(all.begin(), all.end(), 0u);
        EXPECT_EQ(order, all);
        for (std::size_t i = 0; i < values.size(); ++i)
            EXPECT_EQ(values[i], static_cast<int>(2 * i));
        EXPECT_FALSE(strange);
    }
}

TEST(Pipeline, NoMoreItemsThanTokensAreUnderWay)
{
    WorkerPool pool(5);
    std::atomic<int> underWay{0};
    std::atomic<int> most{0};
    pool.pipeline(300, 3,
                  {{true,
                    [&](std::size_t, std::size_t) {
                        const int now = ++underWay;
                        most = std::max(most.load(), now);
                    }},
                   {false, [&](std::size_t, std::size_t) { --underWay; }}});
    EXPECT_LE(most, 3);
    EXPECT_EQ(underWay, 0);
}

TEST(Pipeline, AnExceptionReachesTheCallerAndThePoolGoesOn)
{
    WorkerPool pool(2);
    const auto broken = [](std::size_t item, std::size_t) {
        if (item == 7)
            throw std::runtime_error("broken");
    };
    EXPECT_THROW(pool.pipeline(100, 4, {{true, broken}}), std::runtime_error);
    std::atomic<int> count{0};
    pool.pipeline(10, 4, {{false, [&](std::size_t, std::size_t) { ++count; }}});
    EXPECT_EQ(count, 10);
}

TEST(Pipeline, StopsAndSkipsWhatIsLeft)
{
    WorkerPool pool(2);
    std::stop_source source;
    pool.setStopToken(source.get_token());
    EXPECT_TRUE(pool.stopToken().stop_possible());
    std::atomic<int> begun{0};
    pool.pipeline(1'000'000, 2, {{true, [&](std::size_t item, std::size_t) {
                                      ++begun;
                                      if (item == 3)
                                          source.request_stop();
                                  }}});
    EXPECT_LE(begun, 6);
    pool.pipeline(0, 1, {{true, [&](std::size_t, std::size_t) { ++begun; }}});
    pool.pipeline(5, 1, {});
    EXPECT_LE(begun, 6);
}
