// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/recorder.h"

#include <gtest/gtest.h>

#include <thread>

using namespace lab::trace;

namespace {

Span numbered(std::uint32_t number)
{
    return {number, number + 1, number, 1, Span::kNobody, {}, State::Computing, 0};
}

TEST(Recorder, drainsEachLaneInOrderAndAppends)
{
    Recorder recorder(2, 16);
    std::vector<std::vector<Span>> spans;
    recorder.lane(0)->record(numbered(1));
    recorder.lane(1)->record(numbered(7));
    recorder.lane(0)->record(numbered(2));
    EXPECT_EQ(recorder.drain(spans), 3u);
    recorder.lane(0)->record(numbered(3));
    EXPECT_EQ(recorder.drain(spans), 1u);
    EXPECT_EQ(recorder.drain(spans), 0u);
    EXPECT_EQ(spans,
              (std::vector<std::vector<Span>>{{numbered(1), numbered(2), numbered(3)}, {numbered(7)}}));
    EXPECT_EQ(recorder.dropped(), 0u);
}

TEST(Recorder, fullRingCountsDropsAndKeepsTheOldest)
{
    Recorder recorder(2, 4);
    for (std::uint32_t i = 0; i < 10; ++i)
        recorder.lane(1)->record(numbered(i));
    EXPECT_EQ(recorder.dropped(), 6u);
    std::vector<std::vector<Span>> spans;
    EXPECT_EQ(recorder.drain(spans), 4u);
    EXPECT_EQ(spans[1].back(), numbered(3));
    recorder.lane(1)->record(numbered(10));
    EXPECT_EQ(recorder.drain(spans), 1u);
    EXPECT_EQ(spans[1].back(), numbered(10));
    EXPECT_EQ(recorder.dropped(), 6u);
}

TEST(Recorder, everySpanIsDeliveredOrCountedWhileLanesWrite)
{
    constexpr std::size_t kLanes = 3;
    constexpr std::uint32_t kSpans = 100'000;
    Recorder recorder(kLanes, 64);
    std::vector<std::vector<Span>> spans;
    {
        std::atomic<std::size_t> finished{0};
        std::vector<std::jthread> lanes;
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            lanes.emplace_back([&, lane] {
                for (std::uint32_t i = 0; i < kSpans; ++i)
                    recorder.lane(lane)->record(numbered(i));
                ++finished;
            });
        }
        while (finished < kLanes)
            recorder.drain(spans);
    }
    recorder.drain(spans);
    std::uint64_t delivered = 0;
    for (const auto& lane : spans) {
        delivered += lane.size();
        for (std::size_t i = 1; i < lane.size(); ++i)
            ASSERT_LT(lane[i - 1].first, lane[i].first);
    }
    EXPECT_EQ(delivered + recorder.dropped(), kLanes * kSpans);
}

TEST(ScopedSpan, recordsItsLifetimeInnermostFirst)
{
    Recorder recorder(1);
    const auto before = lab::base::now();
    {
        const ScopedSpan outer(recorder.lane(0), State::Computing, {3}, 4, 5);
        const ScopedSpan inner(recorder.lane(0), State::Holds, {3}, 4, 1, 6);
    }
    const auto after = lab::base::now();
    std::vector<std::vector<Span>> spans;
    ASSERT_EQ(recorder.drain(spans), 2u);
    const Span& inner = spans[0][0];
    const Span& outer = spans[0][1];
    EXPECT_EQ(inner.state, State::Holds);
    EXPECT_EQ(inner.peer, 6u);
    EXPECT_EQ(outer.state, State::Computing);
    EXPECT_EQ(outer.task.value, 3);
    EXPECT_EQ(outer.first, 4u);
    EXPECT_EQ(outer.count, 5u);
    EXPECT_EQ(outer.peer, Span::kNobody);
    EXPECT_LE(before, outer.begin);
    EXPECT_LE(outer.begin, inner.begin);
    EXPECT_LE(inner.begin, inner.end);
    EXPECT_LE(inner.end, outer.end);
    EXPECT_LE(outer.end, after);
}

TEST(ScopedSpan, offWritesNothing)
{
    Recorder recorder(1);
    EXPECT_EQ(writerOf(nullptr, 0), nullptr);
    EXPECT_EQ(writerOf(&recorder, 0), recorder.lane(0));
    {
        const ScopedSpan off(writerOf(nullptr, 0), State::Computing, {}, 0);
    }
    std::vector<std::vector<Span>> spans;
    EXPECT_EQ(recorder.drain(spans), 0u);
    EXPECT_EQ(recorder.dropped(), 0u);
}

} // namespace
