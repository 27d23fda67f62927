// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/recorder.h"

#include <gtest/gtest.h>

#include <optional>
#include <thread>
#include <utility>

using namespace lab::trace;

namespace {

Span numbered(std::uint32_t number)
{
    return {number, number + 1, number, 1, Span::kNobody, {}, State::Computing};
}

TEST(Recorder, drainsEachLaneInOrderAndAppends)
{
    Recorder recorder(2, 16);
    std::vector<std::vector<Span>> spans;
    recorder.lane(0)->recordSteady(numbered(1));
    recorder.lane(1)->recordSteady(numbered(7));
    recorder.lane(0)->recordSteady(numbered(2));
    EXPECT_EQ(recorder.drain(spans), 3u);
    recorder.lane(0)->recordSteady(numbered(3));
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
        recorder.lane(1)->recordSteady(numbered(i));
    EXPECT_EQ(recorder.dropped(), 6u);
    std::vector<std::vector<Span>> spans;
    EXPECT_EQ(recorder.drain(spans), 4u);
    EXPECT_EQ(spans[1].back(), numbered(3));
    recorder.lane(1)->recordSteady(numbered(10));
    EXPECT_EQ(recorder.drain(spans), 1u);
    EXPECT_EQ(spans[1].back(), numbered(10));
    EXPECT_EQ(recorder.dropped(), 6u);
}

TEST(Recorder, clearForgetsSpansAndDrops)
{
    Recorder recorder(1, 4);
    for (std::uint32_t i = 0; i < 6; ++i)
        recorder.lane(0)->recordSteady(numbered(i));
    recorder.clear();
    EXPECT_EQ(recorder.dropped(), 0u);
    recorder.lane(0)->recordSteady(numbered(7));
    std::vector<std::vector<Span>> spans;
    EXPECT_EQ(recorder.drain(spans), 1u);
    EXPECT_EQ(spans[0].front(), numbered(7));
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
                    recorder.lane(lane)->recordSteady(numbered(i));
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

std::vector<std::vector<Span>> drained(Recorder& recorder)
{
    std::vector<std::vector<Span>> spans;
    recorder.drain(spans);
    return spans;
}

lab::base::TickClock clockOf(lab::base::TickSource source)
{
    return {source, lab::base::readAnchor(source)};
}

constexpr lab::base::TickSource kSources[] = {lab::base::TickSource::Counter,
                                              lab::base::TickSource::SteadyClock};

TEST(Recorder, convertsItsReadingsAndLeavesNanosecondsAsTheyAre)
{
    for (const auto source : kSources) {
        lab::base::TickClock clock = clockOf(source);
        Recorder recorder(1, 16, clock, {});
        LaneWriter* const lane = recorder.lane(0);
        const auto begin = lane->ticks();
        const auto middle = lab::base::now();
        lane->record(begin, lane->ticksInOrder(), numbered(1));
        lane->recordSteady({middle, middle + 5, 2, 1, Span::kNobody, {}, State::DeviceBusy});
        const auto spans = drained(recorder);
        ASSERT_EQ(spans[0].size(), 2u);
        EXPECT_EQ(spans[0][0].begin, recorder.toSteady(begin));
        EXPECT_EQ(spans[0][1], (Span{middle, middle + 5, 2, 1, Span::kNobody, {}, State::DeviceBusy}));
    }
}

TEST(Recorder, drainsWhileRecordingKeepOrderAndNesting)
{
    lab::base::TickClock clock = clockOf(lab::base::TickSource::Counter);
    Recorder recorder(1, 16, clock, {30, 15});
    std::vector<std::vector<Span>> spans;
    for (std::uint32_t i = 0; i < 200; ++i) {
        const ScopedSpan outer(recorder.lane(0), State::Computing, {1}, i);
        {
            const ScopedSpan inner(recorder.lane(0), State::Holds, {1}, i);
        }
        recorder.drain(spans);
    }
    recorder.drain(spans);
    ASSERT_EQ(spans[0].size(), 400u);
    for (std::size_t i = 0; i < spans[0].size(); i += 2) {
        const Span& inner = spans[0][i];
        const Span& outer = spans[0][i + 1];
        EXPECT_EQ(inner.first, outer.first);
        EXPECT_LE(outer.begin, inner.begin);
        EXPECT_LE(inner.begin, inner.end);
        EXPECT_LE(inner.end, outer.end);
        if (i > 0) {
            EXPECT_LE(spans[0][i - 1].end, outer.begin);
        }
    }
}

TEST(Recorder, takesItsReadingsOffSpansButNotBelowNothing)
{
    lab::base::TickClock clock = clockOf(lab::base::TickSource::SteadyClock);
    Recorder recorder(1, 16, clock, {40, 25});
    LaneWriter* const lane = recorder.lane(0);
    lane->record({1000}, {1090}, numbered(0));
    lane->record({1100}, {1120}, numbered(1));
    lane->record({1095}, {1121}, numbered(2)); // encloses the one before it
    lane->record({1200}, {1300}, {0, 0, 3, 1, 0, {}, State::WaitsForLock});
    lane->record({1300}, {1400}, {0, 0, 3, 1, 0, {}, State::Holds});
    const auto spans = drained(recorder);
    const auto times = [&](std::size_t i) { return std::pair(spans[0][i].begin, spans[0][i].end); };
    EXPECT_EQ(times(0), std::pair(1000l, 1065l));
    EXPECT_EQ(times(1), std::pair(1100l, 1100l));
    EXPECT_EQ(times(2), std::pair(1095l, 1100l));
    EXPECT_EQ(times(3), std::pair(1200l, 1300l)) << "the same reading begins the hold";
    EXPECT_EQ(times(4), std::pair(1300l, 1375l));
}

TEST(Recorder, closesOverRecordingWhereOneLaneDidEverything)
{
    lab::base::TickClock clock = clockOf(lab::base::TickSource::SteadyClock);
    Recorder recorder(2, 16, clock, {40, 20});
    recorder.lane(1)->record({1000}, {1120}, numbered(0));
    recorder.lane(1)->record({1140}, {1260}, numbered(1));
    auto spans = drained(recorder);
    const TimeRange range = recorder.withoutRecording(spans, {1000}, {1280});
    EXPECT_EQ(range.begin, 1000);
    EXPECT_EQ(range.end, 1200);
    EXPECT_EQ(spans[1][0].end, 1100);
    EXPECT_EQ(spans[1][1].begin, 1100);
    EXPECT_EQ(spans[1][1].end, 1200);
}

TEST(Recorder, movesNoLaneAgainstAnother)
{
    lab::base::TickClock clock = clockOf(lab::base::TickSource::SteadyClock);
    Recorder two(2, 16, clock, {40, 20});
    two.lane(0)->record({1000}, {1120}, numbered(0));
    two.lane(1)->record({1140}, {1260}, numbered(1));
    auto spans = drained(two);
    EXPECT_EQ(two.withoutRecording(spans, {1000}, {1280}).end, 1260);
    EXPECT_EQ(spans[1][0].begin, 1140);

    Recorder device(1, 16, clock, {40, 20});
    device.lane(0)->recordSteady(numbered(5));
    spans = drained(device);
    EXPECT_EQ(device.withoutRecording(spans, {0}, {100}).end, 80);
    EXPECT_EQ(spans[0][0], numbered(5));
}

TEST(Recorder, goesBackToTheSystemsClockAfterACounterThatDrifted)
{
    const auto now = lab::base::readAnchor(lab::base::TickSource::Counter);
    // As if the counter had been ten times as fast up to now.
    lab::base::TickClock clock(
        lab::base::TickSource::Counter,
        {{now.ticks.value - 10'000'000'000}, now.steady - 100'000'000, now.uncertainty});
    {
        Recorder recorder(1, 16, clock, {});
        EXPECT_EQ(recorder.recording().clock, lab::base::ClockState::Counter);
        drained(recorder);
        EXPECT_EQ(recorder.recording().clock, lab::base::ClockState::CounterDrifted);
        EXPECT_EQ(recorder.recording().source, lab::base::TickSource::Counter) << "as it began";
    }
    Recorder next(1, 16, clock, {});
    EXPECT_EQ(next.recording().source, lab::base::TickSource::SteadyClock);
    const auto before = lab::base::now();
    EXPECT_LE(before, next.lane(0)->ticks().value);
}

TEST(Recorder, doubtsTheCounterOfASpanThatEndsBeforeItBegins)
{
    lab::base::TickClock clock = clockOf(lab::base::TickSource::Counter);
    Recorder recorder(1, 16, clock, {});
    const auto begin = recorder.ticks();
    recorder.lane(0)->record(begin, {begin.value - 1000}, numbered(1));
    const auto spans = drained(recorder);
    EXPECT_EQ(spans[0][0].duration(), 0);
    EXPECT_EQ(clock.state(), lab::base::ClockState::CounterRanBackwards);
}

TEST(RecordingCost, isMeasuredOnceForEachClock)
{
    for (const auto source : kSources) {
        const RecordingCost& cost = recordingCost(source);
        EXPECT_GT(cost.span, 0);
        EXPECT_GE(cost.within, 0);
        EXPECT_LE(cost.within, cost.span);
        EXPECT_EQ(&recordingCost(source), &cost);
    }
}

std::vector<std::pair<std::int64_t, std::int64_t>> closed(std::vector<Span> lane, std::int64_t& end)
{
    end = closeOverRecording(lane, end, {40, 20});
    std::vector<std::pair<std::int64_t, std::int64_t>> times;
    for (const Span& span : lane)
        times.emplace_back(span.begin, span.end);
    return times;
}

Span timed(std::int64_t begin, std::int64_t end)
{
    return {begin, end, 0, 1, Span::kNobody, {}, State::Computing};
}

TEST(RecordingCost, leavesAGapThatIsLongerThanRecording)
{
    std::int64_t end = 500;
    EXPECT_EQ(closed({timed(0, 100), timed(110, 200), timed(300, 400)}, end),
              (std::vector<std::pair<std::int64_t, std::int64_t>>{{0, 100}, {100, 190}, {250, 350}}));
    EXPECT_EQ(end, 410);
}

TEST(RecordingCost, isTakenOutOfWhatEnclosesASpan)
{
    std::int64_t end = 300;
    EXPECT_EQ(closed({timed(50, 100), timed(140, 150), timed(10, 160)}, end),
              (std::vector<std::pair<std::int64_t, std::int64_t>>{{50, 100}, {100, 110}, {10, 110}}));
    EXPECT_EQ(end, 210);
}

TEST(ScopedSpan, saysWhereItBegan)
{
    Recorder recorder(1);
    std::optional<int> where;
    do {
        where = lab::base::numberOf(lab::base::currentProcessor());
        const ScopedSpan span(recorder.lane(0), State::Computing, {}, 0);
    } while (where != lab::base::numberOf(lab::base::currentProcessor())); // moved meanwhile
    EXPECT_EQ(lab::base::numberOf(drained(recorder)[0].back().processor), where);
    EXPECT_EQ(Span{}.processor, lab::base::Processor::Unknown);
    EXPECT_EQ(lab::base::numberOf(lab::base::Processor::Unknown), std::nullopt);
}

TEST(ScopedSpan, recordsItsLifetimeInnermostFirst)
{
    Recorder recorder(1);
    const auto before = recorder.ticks();
    {
        const ScopedSpan outer(recorder.lane(0), State::Computing, {3}, 4, 5);
        const ScopedSpan inner(recorder.lane(0), State::Holds, {3}, 4, 1, 6);
    }
    const auto after = recorder.ticks();
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
    EXPECT_LE(recorder.toSteady(before), outer.begin);
    EXPECT_LE(outer.begin, inner.begin);
    EXPECT_LE(inner.begin, inner.end);
    EXPECT_LE(inner.end, outer.end);
    EXPECT_LE(outer.end, recorder.toSteady(after));
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
