// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/lane_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

using namespace lab::trace;
using lab::base::Nanoseconds;

namespace {

Span span(Nanoseconds begin, Nanoseconds end, State state = State::Computing)
{
    return {begin, end, 0, 1, Span::kNobody, {}, state};
}

void addNested(std::vector<Span>& spans, std::mt19937& random, Nanoseconds begin, Nanoseconds end, int depth)
{
    Nanoseconds t = begin;
    while (t < end) {
        const Nanoseconds from = t + static_cast<Nanoseconds>(random() % 7);
        const Nanoseconds to = from + static_cast<Nanoseconds>(random() % 40);
        if (to > end)
            return;
        spans.push_back(span(from, to, kStates[random() % kStateCount]));
        if (depth > 0 && random() % 2)
            addNested(spans, random, from, to, depth - 1);
        t = std::max(to, t + 1);
    }
}

std::vector<Span> sorted(std::vector<Span> spans)
{
    std::stable_sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    return spans;
}

/// The latest span to begin, innermost of those that begin together, is on top.
StateTimes byBruteForce(const std::vector<Span>& spans, Nanoseconds from, Nanoseconds to)
{
    StateTimes times{};
    for (Nanoseconds t = from; t < to; ++t) {
        const auto top = std::find_if(spans.rbegin(), spans.rend(),
                                      [t](const Span& s) { return s.begin <= t && t < s.end; });
        if (top != spans.rend())
            ++times[static_cast<std::size_t>(top->state)];
    }
    return times;
}

TEST(LaneIndex, enclosedSpansAreOnTop)
{
    const std::vector<Span> spans = {span(0, 100), span(20, 60, State::Holds), span(30, 40, State::Transfer)};
    const LaneIndex index(spans);
    const auto segments = index.segments();
    ASSERT_EQ(segments.size(), 5u);
    EXPECT_EQ(segments[2].begin, 30);
    EXPECT_EQ(segments[2].end, 40);
    EXPECT_EQ(segments[2].span, 2u);
    EXPECT_EQ(segments[3].span, 1u);
    EXPECT_EQ(segments[4].span, 0u);
    const StateTimes times = index.between(10, 50);
    EXPECT_EQ(times[static_cast<std::size_t>(State::Computing)], 10);
    EXPECT_EQ(times[static_cast<std::size_t>(State::Holds)], 20);
    EXPECT_EQ(times[static_cast<std::size_t>(State::Transfer)], 10);
}

TEST(LaneIndex, ofNothingIsEmpty)
{
    for (const LaneIndex& index :
         {LaneIndex(), LaneIndex(std::span<const Span>()), LaneIndex(std::vector<Span>{span(5, 5)})}) {
        EXPECT_TRUE(index.segments().empty());
        EXPECT_EQ(index.firstEndingAfter(3), 0u);
        EXPECT_EQ(index.between(0, 100), StateTimes{});
    }
}

TEST(LaneIndex, betweenAgreesWithBruteForceOnNestedSpans)
{
    std::mt19937 random(11);
    for (int round = 0; round < 60; ++round) {
        std::vector<Span> spans;
        addNested(spans, random, 0, 1500, 3);
        spans = sorted(spans);
        const LaneIndex index(spans);
        for (int i = 0; i < 20; ++i) {
            const auto from = static_cast<Nanoseconds>(random() % 1600) - 50;
            const auto to = from + static_cast<Nanoseconds>(random() % 700);
            ASSERT_EQ(index.between(from, to), byBruteForce(spans, from, to))
                << round << " " << from << " " << to;
        }
        EXPECT_EQ(index.between(9, 9), StateTimes{});
        EXPECT_EQ(index.between(10, 9), StateTimes{});
    }
}

TEST(LaneIndex, betweenMarksAgreesWithBetween)
{
    std::mt19937 random(17);
    for (const std::size_t count : {1u, 15u, 16u, 17u, 160u, 1000u}) {
        std::vector<Span> spans;
        Nanoseconds t = 3;
        for (std::size_t i = 0; i < count; ++i) {
            const auto end = t + 1 + static_cast<Nanoseconds>(random() % 50);
            spans.push_back(span(t, end, kStates[random() % kStateCount]));
            t = end + static_cast<Nanoseconds>(random() % 3);
        }
        const LaneIndex index(spans);
        const std::size_t blocks = (count + LaneIndex::kBlock - 1) / LaneIndex::kBlock;
        EXPECT_EQ(index.timeOfMark(0), 0);
        EXPECT_EQ(index.timeOfMark(blocks), spans.back().end);
        for (int i = 0; i < 50; ++i) {
            const std::size_t from = random() % (blocks + 1);
            const std::size_t to = from + random() % (blocks + 1 - from);
            EXPECT_EQ(index.betweenMarks(from, to),
                      index.between(index.timeOfMark(from), index.timeOfMark(to)));
        }
        std::size_t hint = 0;
        for (Nanoseconds at = 0; at < t + 5; at += 7) {
            const std::size_t block = index.blockEndingAfter(at, hint);
            EXPECT_EQ(block, std::min(index.firstEndingAfter(at) / LaneIndex::kBlock +
                                          (index.firstEndingAfter(at) == count ? 1 : 0),
                                      blocks));
            const std::size_t mark = index.markNear(at, block);
            for (std::size_t other = 0; other <= blocks; ++other)
                EXPECT_LE(std::abs(index.timeOfMark(mark) - at), std::abs(index.timeOfMark(other) - at));
            hint = block;
        }
    }
}

TEST(LaneIndex, segmentsOfCrossingSpansCoverTheirUnionOnce)
{
    std::mt19937 random(13);
    for (int round = 0; round < 200; ++round) {
        std::vector<Span> spans;
        for (int i = 0; i < 40; ++i) {
            const auto begin = static_cast<Nanoseconds>(random() % 500);
            spans.push_back(span(begin, begin + static_cast<Nanoseconds>(random() % 60)));
        }
        spans = sorted(spans);
        const LaneIndex index(spans);
        Nanoseconds before = 0;
        for (const Segment& segment : index.segments()) {
            ASSERT_LE(before, segment.begin);
            ASSERT_LT(segment.begin, segment.end);
            ASSERT_LE(spans[segment.span].begin, segment.begin);
            ASSERT_GE(spans[segment.span].end, segment.end);
            before = segment.end;
        }
        ASSERT_EQ(index.between(0, 1000), byBruteForce(spans, 0, 1000));
    }
}

TEST(LaneIndex, spansThatFollowOneAnotherAreTheirOwnSegments)
{
    const std::vector<Span> spans = {span(0, 10), span(10, 20, State::Holds), span(25, 30)};
    const LaneIndex index(spans);
    std::size_t i = 0;
    for (const Segment& segment : index.segments()) {
        EXPECT_EQ(segment.begin, spans[i].begin);
        EXPECT_EQ(segment.end, spans[i].end);
        EXPECT_EQ(segment.state, spans[i].state);
        EXPECT_EQ(segment.span, i++);
    }
    EXPECT_EQ(i, spans.size());
    EXPECT_EQ(index.segments().back().end, 30);
}

TEST(LaneIndex, hintFindsWhatPlainSearchFinds)
{
    for (const std::size_t count : {0u, 1u, 2u, 31u, 32u, 33u, 64u, 500u}) {
        std::vector<Span> spans;
        for (std::size_t i = 0; i < count; ++i)
            spans.push_back(span(static_cast<Nanoseconds>(i * 10), static_cast<Nanoseconds>(i * 10 + 6)));
        const LaneIndex index(spans);
        for (Nanoseconds t = -5; t < static_cast<Nanoseconds>(count * 10) + 20; ++t) {
            const auto segments = index.segments();
            std::size_t answer = 0;
            while (answer < segments.size() && segments[answer].end <= t)
                ++answer;
            ASSERT_EQ(index.firstEndingAfter(t), answer);
            for (std::size_t hint = 0; hint <= answer; hint += 1 + answer / 7)
                ASSERT_EQ(index.firstEndingAfter(t, hint), answer) << t << " from " << hint;
            ASSERT_EQ(index.firstEndingAfter(t, answer), answer);
        }
    }
}

} // namespace
