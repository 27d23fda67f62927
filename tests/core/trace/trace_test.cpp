// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace.h"
#include "tests/support/events_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

using namespace lab::trace;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

Span span(std::int64_t begin, std::int64_t end, State state = State::Computing)
{
    return {begin, end, 0, 1, Span::kNobody, {}, state};
}

Span added(std::int64_t begin, std::int64_t end, State state)
{
    return {begin, end, 0, 0, Span::kNobody, {}, state};
}

std::shared_ptr<const Trace> ofOneLane(std::vector<Span> spans, std::int64_t begin, std::int64_t end,
                                       LaneKind kind = LaneKind::Worker)
{
    return Trace::make({{"lane", kind}}, {std::move(spans)}, begin, end);
}

const std::vector<Span>& spansOf(const std::shared_ptr<const Trace>& trace)
{
    return trace->lanes()[0].spans;
}

TEST(Trace, shiftsSortsAndAddsStartUpAndIdle)
{
    // Recorded in the order in which they ended: the enclosing span last.
    const auto trace =
        ofOneLane({span(1030, 1040, State::Holds), span(1020, 1050), span(1010, 1050)}, 1000, 1100);
    EXPECT_EQ(trace->duration(), 100);
    EXPECT_THAT(spansOf(trace), ElementsAre(added(0, 10, State::StartUp), span(10, 50), span(20, 50),
                                            span(30, 40, State::Holds), added(50, 100, State::Idle)));
    EXPECT_THAT(lab::tests::eventsOf(*trace), ElementsAre(0, 10, 20, 30, 40, 50, 100));
    EXPECT_EQ(trace->spanCount(), 5u);
}

TEST(Trace, eventsAreTheNearestOnEitherSide)
{
    const auto trace = Trace::make({{"one", {}}, {"two", {}}},
                                   {{span(10, 50), span(20, 30)}, {span(30, 30), span(60, 70)}}, 0, 100);
    EXPECT_THAT(lab::tests::eventsOf(*trace), ElementsAre(0, 10, 20, 30, 50, 60, 70, 100));
    EXPECT_EQ(trace->eventAfter(30), 50);
    EXPECT_EQ(trace->eventAfter(29), 30);
    EXPECT_EQ(trace->eventBefore(30), 20);
    EXPECT_EQ(trace->eventBefore(31), 30);
    EXPECT_EQ(trace->eventAfter(100), std::nullopt);
    EXPECT_EQ(trace->eventBefore(0), std::nullopt);
}

TEST(Trace, addsNothingWhereThereIsNoGap)
{
    EXPECT_THAT(spansOf(ofOneLane({span(0, 100)}, 0, 100)), ElementsAre(span(0, 100)));
    EXPECT_THAT(spansOf(ofOneLane({}, 5, 5)), IsEmpty());
}

TEST(Trace, idleBeginsAfterTheLastEndNotTheLastBegin)
{
    EXPECT_THAT(spansOf(ofOneLane({span(0, 80), span(20, 30)}, 0, 100)),
                ElementsAre(span(0, 80), span(20, 30), added(80, 100, State::Idle)));
}

TEST(Trace, laneWithoutSpansIsIdle)
{
    EXPECT_THAT(spansOf(ofOneLane({}, 0, 100)), ElementsAre(added(0, 100, State::Idle)));
}

TEST(Trace, linksGetNeither)
{
    EXPECT_THAT(spansOf(ofOneLane({span(20, 30, State::Transfer)}, 0, 100, LaneKind::Link)),
                ElementsAre(span(20, 30, State::Transfer)));
    EXPECT_THAT(spansOf(ofOneLane({span(20, 30, State::DeviceBusy)}, 0, 100, LaneKind::Device)).size(), 3u);
}

TEST(Trace, clampsWhatReachesOutsideAndLeavesOutWhatIsOutside)
{
    EXPECT_THAT(spansOf(ofOneLane({span(-5, 10), span(50, 170)}, 0, 100)),
                ElementsAre(span(0, 10), span(50, 100)));
    EXPECT_THAT(spansOf(ofOneLane({span(-9, -5), span(40, 60), span(110, 120)}, 0, 100)),
                ElementsAre(added(0, 40, State::StartUp), span(40, 60), added(60, 100, State::Idle)));
}

TEST(Trace, eventsWithoutLengthAreNotWork)
{
    EXPECT_THAT(spansOf(ofOneLane({span(0, 0), span(40, 60), span(90, 90)}, 0, 100)),
                ElementsAre(added(0, 40, State::StartUp), span(0, 0), span(40, 60),
                            added(60, 100, State::Idle), span(90, 90)));
    EXPECT_THAT(spansOf(ofOneLane({span(30, 30)}, 0, 100)),
                ElementsAre(added(0, 100, State::Idle), span(30, 30)));
}

TEST(Trace, lanesWithoutAListAreEmptyAndTooManyListsAreRefused)
{
    const auto trace =
        Trace::make({{"a", LaneKind::Worker}, {"b", LaneKind::Link}}, {}, 0, 10, {.dropped = 3});
    ASSERT_EQ(trace->lanes().size(), 2u);
    EXPECT_THAT(trace->lanes()[1].spans, IsEmpty());
    EXPECT_EQ(trace->dropped(), 3u);
    EXPECT_THROW(Trace::make({}, {{}}, 0, 10), std::invalid_argument);
    EXPECT_THROW(Trace::make({}, {}, 10, 9), std::invalid_argument);
}

TEST(State, everyStateHasADistinctKey)
{
    std::set<std::string_view> keys;
    for (const State state : kStates)
        keys.insert(key(state));
    EXPECT_EQ(keys.size(), kStateCount);
    EXPECT_EQ(key(State::HoldsWhileOthersWait), "holds-while-others-wait");
    EXPECT_EQ(key(State::DeviceBusy), "device-busy");
}

} // namespace
