// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/emulated_device.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <latch>
#include <string>

using namespace lab;
using namespace lab::workers;
using base::Nanoseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using trace::Span;
using trace::State;

namespace {

constexpr Nanoseconds kMillisecond = 1'000'000;
constexpr Nanoseconds kForever = 3'600'000 * kMillisecond;
constexpr base::TaskId kLoad{0};
constexpr base::TaskId kTrain{1};

Command kernel(std::function<void()> work, Nanoseconds modelled = 0, std::uint32_t unit = 0)
{
    Command command;
    command.work = std::move(work);
    command.modelled = modelled;
    command.span = {0, 0, unit, 1, Span::kNobody, kTrain, State::DeviceBusy};
    return command;
}

class DeviceQueueTest : public testing::Test
{
protected:
    Command recorded(Command command)
    {
        command.writer = m_recorder.lane(0);
        command.lane = 7;
        return command;
    }
    std::vector<Span> spans()
    {
        std::vector<std::vector<Span>> spans(1);
        m_recorder.drain(spans);
        return spans[0];
    }
    /// Without waits: how long this thread was kept from enqueuing is nobody's to foresee.
    std::vector<Span> kernels()
    {
        std::vector<Span> kernels = spans();
        std::erase_if(kernels, [](const Span& span) { return span.state != State::DeviceBusy; });
        return kernels;
    }

    trace::Recorder m_recorder{1};
    DeviceQueue m_queue{{}};
};

} // namespace

TEST_F(DeviceQueueTest, CarriesOutInOrder)
{
    std::vector<int> order;
    Event last;
    for (int i = 0; i < 100; ++i)
        last = m_queue.enqueue(kernel([&order, i] { order.push_back(i); }));
    EXPECT_TRUE(last.wait());
    ASSERT_EQ(order.size(), 100u);
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST_F(DeviceQueueTest, IsBusyForTheModelledTimeAtLeast)
{
    m_queue.enqueue(recorded(kernel([] {}, 3 * kMillisecond, 0)));
    EXPECT_TRUE(m_queue.enqueue(recorded(kernel([] {}, 2 * kMillisecond, 1))).wait());
    const auto recordedSpans = kernels();
    ASSERT_EQ(recordedSpans.size(), 2u);
    EXPECT_GE(recordedSpans[0].duration(), 3 * kMillisecond);
    EXPECT_GE(recordedSpans[1].duration(), 2 * kMillisecond);
    EXPECT_GE(recordedSpans[1].begin, recordedSpans[0].end);
    EXPECT_EQ(recordedSpans[1].state, State::DeviceBusy);
    EXPECT_EQ(recordedSpans[1].first, 1u);
}

TEST_F(DeviceQueueTest, TakesAsLongAsTheWorkWhereThatIsLonger)
{
    m_queue.enqueue(recorded(kernel([] { std::this_thread::sleep_for(std::chrono::milliseconds(5)); }, 1)))
        .wait();
    EXPECT_GE(m_queue.usage().overrun, 5 * kMillisecond - 1);
    EXPECT_GE(spans().at(0).duration(), 5 * kMillisecond);
    m_queue.rest();
    EXPECT_EQ(m_queue.usage().overrun, 0);
}

TEST_F(DeviceQueueTest, WhatSleepOversleepsIsNotAddedUp)
{
    Event last;
    std::latch go(1);
    std::vector<Nanoseconds> enqueued(21);
    m_queue.enqueue(recorded(kernel([&] { go.wait(); })));
    for (std::uint32_t i = 1; i <= 20; ++i) {
        last = m_queue.enqueue(recorded(kernel({}, 100'000, i)));
        enqueued[i] = base::now();
    }
    go.count_down();
    EXPECT_TRUE(last.wait());
    const auto run = kernels();
    ASSERT_EQ(run.size(), 21u);
    for (std::size_t i = 1; i < run.size(); ++i) {
        EXPECT_GE(run[i].begin, run[i - 1].end);
        EXPECT_LE(run[i].begin, std::max(run[i - 1].end, enqueued[i])) << "kernel " << i;
        EXPECT_EQ(run[i].duration(), 100'000);
    }
}

TEST_F(DeviceQueueTest, SaysWhatItWaitedForAndThatALaunchIsNoWait)
{
    DeviceQueue queue({2 * kMillisecond, 4, true});
    queue.enqueue(recorded(kernel({}, kMillisecond, 0))).wait();
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
    Command next = recorded(kernel({}, kMillisecond, 1));
    next.needs = {{kLoad, 1, 3, base::now()}};
    queue.enqueue(next).wait();
    const auto recordedSpans = spans();
    ASSERT_EQ(recordedSpans.size(), 4u); // nothing before the first kernel: nobody's wait
    EXPECT_EQ(recordedSpans[1].state, State::WaitsForData);
    EXPECT_EQ(recordedSpans[1].task, kLoad);
    EXPECT_EQ(recordedSpans[1].peer, 3u);
    EXPECT_EQ(recordedSpans[1].begin, recordedSpans[0].end);
    EXPECT_EQ(recordedSpans[2].state, State::Idle);
    EXPECT_GE(recordedSpans[2].duration(), 2 * kMillisecond);
    EXPECT_EQ(recordedSpans[2].end, recordedSpans[3].begin);
    const DeviceQueue::Usage usage = queue.usage();
    EXPECT_EQ(usage.begin, recordedSpans[0].begin);
    EXPECT_EQ(usage.end, recordedSpans[3].end);
    ASSERT_EQ(usage.waits.size(), 1u);
    EXPECT_EQ(usage.waits[0].task, kLoad);
    EXPECT_EQ(usage.waits[0].time, recordedSpans[1].duration());
    EXPECT_EQ(usage.busy + usage.launch + usage.waits[0].time, usage.end - usage.begin);
    queue.rest();
    EXPECT_EQ(queue.usage().begin, 0);
}

TEST_F(DeviceQueueTest, AwaitsOtherQueuesAndNamesThem)
{
    DeviceQueue other({});
    int sum = 0;
    EXPECT_TRUE(m_queue.enqueue(recorded(kernel([&] { sum = 1; }))).wait());
    Command slow = kernel([&] { sum += 1; }, 4 * kMillisecond, 5);
    slow.span.task = kLoad;
    slow.lane = 2;
    const Event first = other.enqueue(slow);
    Command after = recorded(kernel([&] { sum *= 10; }));
    after.after = {first, Event()};
    const Event second = m_queue.enqueue(after);
    EXPECT_TRUE(second.wait());
    EXPECT_EQ(sum, 20);
    EXPECT_GE(second.end(), first.end());
    const auto recordedSpans = spans();
    ASSERT_GE(recordedSpans.size(), 3u);
    EXPECT_EQ(recordedSpans[1].state, State::WaitsForData);
    EXPECT_EQ(recordedSpans[1].task, kLoad);
    EXPECT_EQ(recordedSpans[1].peer, 2u);
    EXPECT_EQ(recordedSpans[1].first, 5u);
    EXPECT_EQ(recordedSpans[1].end, first.end());
}

TEST_F(DeviceQueueTest, TheFirstCommandWaitsForOtherQueues)
{
    DeviceQueue other({});
    Command slow = kernel({}, 8 * kMillisecond, 5);
    slow.span.task = kLoad;
    const Event first = other.enqueue(slow);
    Command after = recorded(kernel({}));
    after.after = {first};
    EXPECT_TRUE(m_queue.enqueue(after).wait());
    const auto recordedSpans = spans();
    ASSERT_EQ(recordedSpans.size(), 2u);
    EXPECT_EQ(recordedSpans[0].state, State::WaitsForData);
    EXPECT_EQ(recordedSpans[0].task, kLoad);
    EXPECT_EQ(recordedSpans[0].end, first.end());
    const DeviceQueue::Usage usage = m_queue.usage();
    EXPECT_EQ(usage.begin, recordedSpans[1].begin); // not in what is counted from the first command on
    EXPECT_TRUE(usage.waits.empty());
}

TEST_F(DeviceQueueTest, AFullQueueHoldsTheHostBackUntilThereIsRoom)
{
    DeviceQueue queue({0, 1, true});
    std::latch go(1);
    std::atomic<int> enqueued{0};
    queue.enqueue(kernel([&] { go.wait(); }));
    std::jthread host([&] {
        Event last;
        for (int i = 0; i < 5; ++i) {
            last = queue.enqueue(kernel({}));
            ++enqueued;
        }
        EXPECT_TRUE(last.wait());
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_LE(enqueued, 1); // one place, and one kernel that does not end
    go.count_down();
    host.join();
    EXPECT_EQ(enqueued, 5);
}

TEST_F(DeviceQueueTest, AFullQueueGivesUpWhenStopped)
{
    DeviceQueue queue({0, 1, true});
    std::latch go(1);
    queue.enqueue(kernel([&] { go.wait(); }));
    std::stop_source source;
    bool ran = false;
    const Event kept = queue.enqueue(kernel({}));
    const std::jthread stopper([&] { source.request_stop(); });
    const Event dropped = queue.enqueue(kernel([&] { ran = true; }), source.get_token());
    EXPECT_FALSE(dropped.wait());
    go.count_down();
    EXPECT_TRUE(kept.wait());
    EXPECT_FALSE(ran);
}

TEST_F(DeviceQueueTest, CancelCutsShortAndTheQueueGoesOn)
{
    DeviceQueue other({});
    const Event endless = m_queue.enqueue(recorded(kernel({}, kForever)));
    const Event waiting = m_queue.enqueue(kernel({}));
    Command dependent = kernel({});
    dependent.after = {endless};
    const Event elsewhere = other.enqueue(dependent);
    EXPECT_FALSE(endless.done());
    m_queue.cancel();
    EXPECT_FALSE(endless.wait());
    EXPECT_FALSE(waiting.wait());
    EXPECT_FALSE(elsewhere.wait());
    EXPECT_EQ(endless.end(), 0);
    bool ran = false;
    EXPECT_TRUE(m_queue.enqueue(kernel([&] { ran = true; })).wait());
    EXPECT_TRUE(ran);
}

TEST_F(DeviceQueueTest, WaitingForAnEventEndsWhenStopped)
{
    const Event endless = m_queue.enqueue(kernel({}, kForever));
    std::stop_source source;
    source.request_stop();
    EXPECT_FALSE(endless.wait(source.get_token()));
    EXPECT_TRUE(Event().wait());
    EXPECT_TRUE(Event().done());
}

TEST_F(DeviceQueueTest, AnExceptionReachesEveryoneWhoNeedsTheResult)
{
    const Event broken = m_queue.enqueue(kernel([] { throw std::runtime_error("broken"); }));
    Command dependent = kernel([] {});
    dependent.after = {broken};
    const Event after = m_queue.enqueue(dependent);
    EXPECT_THROW(broken.wait(), std::runtime_error);
    EXPECT_THROW(after.wait(), std::runtime_error);
    EXPECT_TRUE(m_queue.enqueue(kernel([] {})).wait());
}

TEST_F(DeviceQueueTest, RefusesNonsense)
{
    EXPECT_THROW(DeviceQueue({-1, 1, true}), std::invalid_argument);
    EXPECT_THROW(DeviceQueue({0, 0, true}), std::invalid_argument);
    EXPECT_THROW(m_queue.enqueue(kernel({}, -1)), std::invalid_argument);
}

TEST(EmulatedDevice, KnowsKernelTimesAndItsMemory)
{
    EmulatedDevice device("GPU 1", {2e9, 0, 2048, 4});
    EXPECT_EQ(device.kernelTime(4e9), 2'000'000'000);
    EXPECT_EQ(device.kernelTime(0), 0);
    device.allocate(1536, "weights");
    EXPECT_EQ(device.memoryUsed(), 1536);
    try {
        device.allocate(1024, "gradients");
        FAIL() << "there is no room";
    } catch (const DeviceMemoryError& error) {
        EXPECT_THAT(error.what(), HasSubstr("GPU 1 has 512 bytes free of 2 KB: gradients need 1 KB"));
    }
    EXPECT_EQ(device.memoryUsed(), 1536);
    EXPECT_THROW(EmulatedDevice("x", {0, 0, 1, 1}), std::invalid_argument);
    EXPECT_THROW(EmulatedDevice("x", {1, 0, 0, 1}), std::invalid_argument);
}

TEST(EmulatedLink, CarriesTheBytesInLatencyPlusSizeOverBandwidth)
{
    EmulatedLink link({1e6, 500'000});
    EXPECT_EQ(link.transferTime(1000), 1'500'000);
    const std::array<float, 250> from = [] {
        std::array<float, 250> values{};
        values.fill(1.5f);
        return values;
    }();
    std::array<float, 250> to{};
    trace::Recorder recorder(1);
    Command transfer;
    transfer.span.state = State::Transfer;
    transfer.writer = recorder.lane(0);
    EXPECT_TRUE(
        link.send(std::as_bytes(std::span(from)), std::as_writable_bytes(std::span(to)), transfer).wait());
    EXPECT_EQ(from, to);
    EXPECT_EQ(link.bytesMoved(), 1000);
    std::vector<std::vector<Span>> spans(1);
    recorder.drain(spans);
    ASSERT_EQ(spans[0].size(), 1u);
    EXPECT_GE(spans[0][0].duration(), 1'500'000);
    EXPECT_EQ(spans[0][0].state, State::Transfer);
    EXPECT_THROW(link.send(std::as_bytes(std::span(from)), {}, transfer), std::invalid_argument);
}

TEST(EmulatedLink, MayHaveNoLatencyOrHardlyAnyBandwidth)
{
    EmulatedLink fast({1e15, 0});
    EmulatedLink slow({1, 0});
    char from = 'x';
    char to = 0;
    const auto source = std::as_bytes(std::span(&from, 1));
    const auto target = std::as_writable_bytes(std::span(&to, 1));
    EXPECT_TRUE(fast.send(source, target, {}).wait());
    EXPECT_EQ(to, 'x');
    std::array<char, 100> many{};
    std::array<char, 100> room{};
    const Event late = slow.send(std::as_bytes(std::span(many)), std::as_writable_bytes(std::span(room)), {});
    slow.queue().cancel(); // otherwise 100 s
    EXPECT_FALSE(late.wait());
    EXPECT_THROW(EmulatedLink({0, 0}), std::invalid_argument);
    EXPECT_THROW(EmulatedLink({1, -1}), std::invalid_argument);
}
