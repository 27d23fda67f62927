// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/worker_pool.h"

#include "core/base/clock.h"
#include "core/base/start_thread.h"
#include "core/machine/machine.h"
#include "core/workers/capacity_probe.h"
#include "core/workers/core_waits.h"
#include "core/workers/thread_usage.h"

#include <atomic>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

using lab::workers::WorkerPool;

TEST(WorkerPool, VisitsEveryIndexOnceWithWorkersOfItsOwn)
{
    for (const int workers : {1, 2, 5}) {
        WorkerPool pool(workers);
        std::vector<std::atomic<int>> visits(1000);
        std::atomic<bool> strange{false};
        pool.forEach(visits.size(), 7, [&](std::size_t index, std::size_t worker) {
            ++visits[index];
            if (worker >= static_cast<std::size_t>(workers))
                strange = true;
        });
        EXPECT_THAT(visits, testing::Each(testing::ResultOf([](const auto& v) { return v.load(); }, 1)));
        EXPECT_FALSE(strange);
        pool.forEach(0, 1, [&](std::size_t, std::size_t) { strange = true; });
        EXPECT_FALSE(strange);
    }
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // which need room without a limit
namespace {

// Leaves this process little more memory than it has, so that no stacks of many threads fit, and ends it.
[[noreturn]] void makePoolWithoutRoom(int workers)
{
    const rlim_t room = 400 << 20;
    const rlimit limit{room, room};
    setrlimit(RLIMIT_AS, &limit);
    constexpr int kSaid = 7;
    try {
        const WorkerPool pool(workers);
    } catch (const lab::base::NoThread& error) {
        std::fputs(error.what(), stderr);
        _exit(kSaid);
    }
    _exit(0);
}

} // namespace

TEST(WorkerPoolDeathTest, ThreadsThatTheSystemDoesNotStartAreASentence)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_EXIT(makePoolWithoutRoom(256), testing::ExitedWithCode(7), "of 255 threads .*fewer workers");
    EXPECT_EXIT(makePoolWithoutRoom(2), testing::ExitedWithCode(0), "");
}
#endif

TEST(WorkerPool, AWorkerDoesOneThingAtATime)
{
    WorkerPool pool(5);
    std::vector<std::atomic<int>> busy(5);
    std::atomic<bool> shared{false};
    pool.forEach(2000, 1, [&](std::size_t, std::size_t worker) {
        if (++busy[worker] != 1)
            shared = true;
        --busy[worker];
    });
    EXPECT_FALSE(shared);
}

TEST(WorkerPool, SizesOutsideOneTo256AreRefused)
{
    EXPECT_THROW(WorkerPool(0), std::invalid_argument);
    EXPECT_THROW(WorkerPool(257), std::invalid_argument);
    EXPECT_EQ(WorkerPool(256).size(), 256);
}

TEST(WorkerPool, ExceptionOfABodyReachesTheCallerAndThePoolGoesOn)
{
    WorkerPool pool(2);
    EXPECT_THROW(pool.forEach(100, 1,
                              [](std::size_t index, std::size_t) {
                                  if (index == 42)
                                      throw std::runtime_error("broken");
                              }),
                 std::runtime_error);
    std::atomic<int> count{0};
    pool.forEach(10, 1, [&](std::size_t, std::size_t) { ++count; });
    EXPECT_EQ(count, 10);
}

TEST(WorkerPool, StopSkipsWhatHasNotBegun)
{
    WorkerPool pool(1);
    std::stop_source stop;
    pool.setStopToken(stop.get_token());
    int done = 0;
    pool.forEach(100, 1, [&](std::size_t, std::size_t) {
        if (++done == 3)
            stop.request_stop();
    });
    EXPECT_EQ(done, 3);
    EXPECT_TRUE(pool.stopRequested());
}

TEST(WorkerPool, EveryWorkerTakesPartOnce)
{
    WorkerPool pool(2);
    std::vector<std::atomic<int>> visits(2);
    const int arrived = pool.onEveryWorker([&](std::size_t worker) { ++visits[worker]; });
    EXPECT_EQ(visits[0] + visits[1], arrived);
    EXPECT_GE(arrived, 1);
}

TEST(WorkerPool, RangesCoverEveryIndexOnce)
{
    WorkerPool pool(3);
    for (const std::size_t count : {0u, 1u, 2u, 1000u}) {
        std::vector<std::atomic<int>> visits(count);
        pool.forRanges(count, [&](std::size_t first, std::size_t length, std::size_t worker) {
            EXPECT_LT(worker, 3u);
            EXPECT_GT(length, 0u);
            for (std::size_t i = first; i < first + length; ++i)
                ++visits[i];
        });
        for (const auto& visit : visits)
            EXPECT_EQ(visit, 1);
    }
}

TEST(WorkerPool, WorkersDoTheirOwnPartAndNobodyElses)
{
    WorkerPool pool(5); // more than most machines here have cores
    for (int round = 0; round < 20; ++round) {
        std::vector<std::atomic<int>> visits(5);
        std::atomic<int> foreign{0};
        const lab::base::Nanoseconds begin = lab::base::now();
        pool.onOwnWorkers([&](std::size_t part, std::size_t worker) {
            ++visits[part];
            foreign += part != worker;
        });
        for (const auto& visit : visits)
            EXPECT_EQ(visit, 1);
        if (lab::base::now() - begin < 200'000'000) {
            EXPECT_EQ(foreign, 0);
        }
    }
}

TEST(WorkerPool, AnExceptionOfAPartIsThrownToTheCaller)
{
    WorkerPool pool(3);
    EXPECT_THROW(pool.onOwnWorkers([](std::size_t part, std::size_t) {
        if (part == 1)
            throw std::runtime_error("no");
    }),
                 std::runtime_error);
    EXPECT_THROW(
        pool.forRanges(10, [](std::size_t, std::size_t, std::size_t) { throw std::runtime_error("no"); }),
        std::runtime_error);
}

TEST(WorkerPool, StopSkipsPartsAndRangesThatHaveNotBegun)
{
    WorkerPool pool(2);
    std::stop_source stop;
    stop.request_stop();
    pool.setStopToken(stop.get_token());
    pool.onOwnWorkers([](std::size_t, std::size_t) { FAIL(); });
    pool.forRanges(100, [](std::size_t, std::size_t, std::size_t) { FAIL(); });
}

TEST(CoreWaits, AreNoShareWhereNobodyHasWaited)
{
    lab::workers::CoreWaits caller(nullptr);
    EXPECT_GE(caller.largestShare(), 0);
    WorkerPool pool(3);
    lab::workers::CoreWaits workers(&pool);
    pool.forEach(100, 1, [](std::size_t, std::size_t) {});
    EXPECT_GE(workers.largestShare(), 0);
}

TEST(CoreWaits, TellWhenWorkersTakeTurnsOnOneProcessor)
{
    WorkerPool pool(2, {lab::machine::processorNumbers(lab::machine::read()).front()});
    pool.placeCaller();
    pool.onEveryWorker([](std::size_t) {}); // so that both are where they are told to be
    lab::workers::CoreWaits waits(&pool);
    const lab::base::Nanoseconds until = lab::base::now() + 60'000'000;
    pool.onEveryWorker([&](std::size_t) {
        while (lab::base::now() < until) { // several time slices
        }
    });
    const double share = waits.largestShare();
    const auto total = waits.total(60'000'000);
    const auto little = waits.total(1'000);
    WorkerPool::releaseCaller();
    if (!pool.placed() || !lab::workers::ThreadUsage::read().waitedForCore)
        GTEST_SKIP() << "the system does not hold threads here, or does not tell how long they wait";
    EXPECT_GT(share, 0);
    EXPECT_GT(total.value_or(0), 0);
    EXPECT_LE(little.value_or(0), 2'000)
        << "a worker cannot have lacked a core for longer than was asked about";
}

TEST(CapacityProbe, LiesBetweenNothingAndTheNumberOfWorkers)
{
    for (const int workers : {1, 2, 5}) {
        WorkerPool pool(workers);
        for (int i = 0; i < 5; ++i) {
            const lab::workers::Capacity capacity = lab::workers::parallelCapacity(pool);
            EXPECT_GT(capacity.least(), 0);
            EXPECT_LE(capacity.vector, workers);
            EXPECT_LE(capacity.chain, workers);
            EXPECT_GE(capacity.waited, 0);
            EXPECT_LE(capacity.waited, 1);
        }
    }
}
