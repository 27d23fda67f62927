// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lock_profile.h"
#include "core/trace/trace.h"
#include "core/workers/traced_lock.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace lab;
using namespace lab::workers;
using trace::State;

namespace {

template<typename Lock>
class TracedLockTest : public testing::Test
{
};
using Locks = testing::Types<std::mutex, SpinLock>;
TYPED_TEST_SUITE(TracedLockTest, Locks);

constexpr std::size_t kThreads = 4;
constexpr std::uint32_t kTurns = 2000;

} // namespace

TYPED_TEST(TracedLockTest, TraceTellsTheOrderOfAcquisitionAndNeverTwoHolders)
{
    TracedLock<TypeParam> lock(5);
    trace::Recorder recorder(kThreads);
    std::vector<std::size_t> order; // guarded by lock
    const base::Nanoseconds begin = base::now();
    {
        std::vector<std::jthread> threads;
        for (std::size_t lane = 0; lane < kThreads; ++lane) {
            threads.emplace_back([&, lane] {
                for (std::uint32_t turn = 0; turn < kTurns; ++turn)
                    lock.hold(recorder.lane(lane), {1}, turn, 1, [&] { order.push_back(lane); });
            });
        }
    }
    std::vector<std::vector<trace::Span>> spans;
    recorder.drain(spans);
    const auto trace = trace::Trace::make(std::vector<trace::LaneInfo>(kThreads), spans, begin, base::now(),
                                          recorder.recording());
    ASSERT_EQ(trace->dropped(), 0u);
    const auto holds = analysis::holdsOf(*trace, 5);
    ASSERT_EQ(holds.size(), kThreads * kTurns);
    std::vector<std::size_t> lanes;
    for (std::size_t i = 0; i < holds.size(); ++i) {
        lanes.push_back(holds[i].lane);
        EXPECT_LE(holds[i].begin, holds[i].end);
        if (i > 0) {
            EXPECT_LE(holds[i - 1].end, holds[i].begin) << "two holders";
        }
    }
    EXPECT_EQ(lanes, order);
}

TYPED_TEST(TracedLockTest, RecordsAWaitOnlyWhereItWaited)
{
    TracedLock<TypeParam> lock(2);
    trace::Recorder recorder(2);
    lock.hold(recorder.lane(0), {1}, 9, 1, [] {});
    std::vector<std::vector<trace::Span>> spans;
    recorder.drain(spans);
    ASSERT_EQ(spans[0].size(), 1u);
    EXPECT_EQ(spans[0][0].state, State::Holds);
    EXPECT_EQ(spans[0][0].peer, 2u);
    EXPECT_EQ(spans[0][0].first, 9u);

    std::jthread other;
    std::atomic<bool> asks{false};
    lock.hold(recorder.lane(0), {1}, 10, 1, [&] {
        other = std::jthread([&] {
            asks.store(true);
            lock.hold(recorder.lane(1), {1}, 11, 1, [] {});
        });
        while (!asks.load())
            std::this_thread::yield();
        std::this_thread::sleep_for(std::chrono::milliseconds(20)); // it asks for the lock meanwhile
    });
    other.join();
    recorder.drain(spans);
    ASSERT_EQ(spans[1].size(), 2u);
    EXPECT_EQ(spans[1][0].state, State::WaitsForLock);
    EXPECT_EQ(spans[1][1].state, State::Holds);
    EXPECT_EQ(spans[1][0].end, spans[1][1].begin);
    EXPECT_LT(spans[1][0].begin, spans[0][1].end);
    EXPECT_GE(spans[1][1].begin, spans[0][1].end);
}

TYPED_TEST(TracedLockTest, AnExceptionLeavesTheLockFreeWithOrWithoutRecorder)
{
    TracedLock<TypeParam> lock(0);
    trace::Recorder recorder(1);
    const auto fails = [] { throw std::runtime_error("section"); };
    EXPECT_THROW(lock.hold(nullptr, {0}, 0, 1, fails), std::runtime_error);
    EXPECT_THROW(lock.hold(recorder.lane(0), {0}, 0, 1, fails), std::runtime_error);
    bool held = false;
    lock.hold(nullptr, {0}, 0, 1, [&] { held = true; });
    EXPECT_TRUE(held);
}
