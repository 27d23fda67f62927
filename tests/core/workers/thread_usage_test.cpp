// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/thread_usage.h"

#include <chrono>
#include <gtest/gtest.h>
#include <thread>

using lab::workers::ThreadUsage;

namespace {

/// Sleeps until this thread gave its core up `times` times. A sleep that ends before the thread has
/// left its core counts nothing, and a busy machine makes such sleeps, so their number is not fixed.
void sleepUntilSwitched(const ThreadUsage& before, int times)
{
    for (int i = 0; i < 100 * times; ++i) {
        if (*(ThreadUsage::read() - before).voluntarySwitches >= times)
            return;
        std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
}

} // namespace

TEST(ThreadUsage, SleepingGivesTheCoreUp)
{
    const ThreadUsage before = ThreadUsage::read();
    if (!before.voluntarySwitches)
        GTEST_SKIP() << "the system does not count switches of a thread";
    sleepUntilSwitched(before, 3);
    EXPECT_GE(*(ThreadUsage::read() - before).voluntarySwitches, 3);
}

TEST(ThreadUsage, CountsTheCallingThreadAlone)
{
    const ThreadUsage before = ThreadUsage::read();
    if (!before.voluntarySwitches)
        GTEST_SKIP() << "the system does not count switches of a thread";
    ThreadUsage other;
    std::thread([&] {
        const ThreadUsage start = ThreadUsage::read();
        sleepUntilSwitched(start, 50);
        other = ThreadUsage::read() - start;
    }).join();
    EXPECT_GE(*other.voluntarySwitches, 50);
    EXPECT_LT(*(ThreadUsage::read() - before).voluntarySwitches, 50);
}

TEST(ThreadUsage, NeverRunsBackwards)
{
    ThreadUsage before = ThreadUsage::read();
    for (int i = 0; i < 100; ++i) {
        const ThreadUsage passed = ThreadUsage::read() - before;
        EXPECT_GE(passed.voluntarySwitches.value_or(0), 0);
        EXPECT_GE(passed.involuntarySwitches.value_or(0), 0);
        EXPECT_GE(passed.waitedForCore.value_or(0), 0);
        before = ThreadUsage::read();
    }
}

TEST(ThreadUsage, AddsAndSubtractsWhatIsThere)
{
    const ThreadUsage a{5, 3, 900};
    const ThreadUsage b{2, std::nullopt, 400};
    EXPECT_EQ(a - b, (ThreadUsage{3, std::nullopt, 500}));
    ThreadUsage sum{0, 0, 0};
    sum += a;
    sum += a;
    EXPECT_EQ(sum, (ThreadUsage{10, 6, 1800}));
    sum += b;
    EXPECT_EQ(sum, (ThreadUsage{12, std::nullopt, 2200}));
}
