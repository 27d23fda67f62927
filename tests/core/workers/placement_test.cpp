// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/affinity.h"
#include "core/workers/worker_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

#ifdef __linux__
#include <sched.h>

using lab::workers::WorkerPool;
using testing::ElementsAre;

namespace {

std::vector<int> mask()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    std::vector<int> processors;
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
            if (CPU_ISSET(static_cast<std::size_t>(cpu), &set))
                processors.push_back(cpu);
        }
    }
    return processors;
}

/// The masks of the pool's workers as a body finds them. Of a worker that did not come: empty.
std::vector<std::vector<int>> masksOf(WorkerPool& pool)
{
    std::vector<std::vector<int>> masks(static_cast<std::size_t>(pool.size()));
    pool.onEveryWorker([&](std::size_t worker) { masks[worker] = mask(); });
    return masks;
}

class PlacementTest : public testing::Test
{
protected:
    void SetUp() override
    {
        if (m_own.empty())
            GTEST_SKIP() << "more processors than these tests can name";
    }
    ~PlacementTest() override { WorkerPool::releaseCaller(); }

    const std::vector<int> m_own = mask();
};

TEST_F(PlacementTest, workersAreHeldToTheProcessorsOfTheirNumbers)
{
    std::vector<int> backwards(m_own.rbegin(), m_own.rend());
    constexpr int kWorkers = 3;
    WorkerPool pool(kWorkers, backwards);
    pool.placeCaller();
    const auto masks = masksOf(pool);
    for (std::size_t worker = 0; worker < kWorkers; ++worker) {
        if (!masks[worker].empty()) {
            EXPECT_THAT(masks[worker], ElementsAre(backwards[worker % backwards.size()])) << worker;
        }
    }
    EXPECT_FALSE(masks[0].empty()) << "the caller is worker 0";
    EXPECT_TRUE(pool.placed());
}

TEST_F(PlacementTest, callerIsLeftAloneUntilItIsPlaced)
{
    WorkerPool pool(2, {m_own.back()});
    EXPECT_EQ(masksOf(pool)[0], m_own);
    pool.placeCaller();
    EXPECT_THAT(mask(), ElementsAre(m_own.back()));
    WorkerPool::releaseCaller();
    EXPECT_EQ(mask(), m_own);
}

TEST_F(PlacementTest, poolWithoutProcessorsReleasesWhatAnotherHeld)
{
    WorkerPool held(4, {m_own.front()});
    held.placeCaller();
    // Threads that TBB makes now come from a thread that is held.
    masksOf(held);
    WorkerPool loose(4);
    EXPECT_FALSE(loose.placed());
    loose.placeCaller();
    for (const auto& worker : masksOf(loose)) {
        if (!worker.empty()) {
            EXPECT_EQ(worker, m_own);
        }
    }
    const auto again = masksOf(held);
    EXPECT_EQ(again[0], m_own) << "the caller is not placed this time";
    for (std::size_t worker = 1; worker < again.size(); ++worker) {
        if (!again[worker].empty()) {
            EXPECT_THAT(again[worker], ElementsAre(m_own.front()));
        }
    }
}

TEST_F(PlacementTest, pipelineRunsOnThePlacedWorkers)
{
    WorkerPool pool(3, m_own);
    pool.placeCaller();
    std::vector<std::vector<int>> masks(50);
    std::vector<std::size_t> workers(masks.size());
    pool.pipeline(masks.size(), 3, {{false, [&](std::size_t item, std::size_t worker) {
                                         masks[item] = mask();
                                         workers[item] = worker;
                                     }}});
    for (std::size_t item = 0; item < masks.size(); ++item)
        EXPECT_THAT(masks[item], ElementsAre(m_own[workers[item] % m_own.size()]));
}

TEST_F(PlacementTest, refusalIsToldAndTheWorkIsDone)
{
    constexpr int kNowhere = 500'000;
    WorkerPool pool(2, {kNowhere});
    EXPECT_TRUE(pool.placed()) << "not tried yet";
    pool.placeCaller();
    EXPECT_FALSE(pool.placed());
    EXPECT_EQ(mask(), m_own);
    std::vector<int> visits(100);
    pool.forEach(visits.size(), 1, [&](std::size_t index, std::size_t) { ++visits[index]; });
    EXPECT_EQ(std::accumulate(visits.begin(), visits.end(), 0), 100);

    WorkerPool again(2, {kNowhere});
    again.placeCaller();
    EXPECT_FALSE(again.placed()) << "a thread that was refused is not asked twice, and still not placed";
}

TEST_F(PlacementTest, threadOfAHeldThreadCanBeReleased)
{
    ASSERT_TRUE(lab::workers::holdThread(m_own.front()));
    std::vector<int> inherited;
    std::vector<int> released;
    std::thread([&] {
        inherited = mask();
        lab::workers::releaseThread();
        released = mask();
    }).join();
    EXPECT_THAT(inherited, ElementsAre(m_own.front()));
    EXPECT_EQ(released, m_own);
}

TEST_F(PlacementTest, processorsBelowZeroAreRefused)
{
    EXPECT_THROW(WorkerPool(2, {0, -1}), std::invalid_argument);
}

} // namespace
#endif
