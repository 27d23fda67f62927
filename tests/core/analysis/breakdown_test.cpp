// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/breakdown.h"

#include <gtest/gtest.h>

#include <random>

namespace {

using namespace lab::trace;
using lab::analysis::Breakdown;
using lab::analysis::breakdown;

Span span(std::int64_t begin, std::int64_t end, State state = State::Computing)
{
    return {begin, end, 0, 1, Span::kNobody, {}, state};
}

Breakdown ofOneLane(std::vector<Span> spans, std::int64_t wall = 100)
{
    return breakdown(*Trace::make({{"lane", LaneKind::Worker}}, {std::move(spans)}, 0, wall));
}

void expectParts(const Breakdown& b, std::int64_t compute, std::int64_t lockWait, std::int64_t startUp,
                 std::int64_t imbalance, std::int64_t other, std::int64_t dataWait = 0,
                 std::int64_t barrier = 0, std::int64_t transfer = 0)
{
    EXPECT_EQ(b.compute, compute);
    EXPECT_EQ(b.lockWait, lockWait);
    EXPECT_EQ(b.startUp, startUp);
    EXPECT_EQ(b.imbalance, imbalance);
    EXPECT_EQ(b.other, other);
    EXPECT_EQ(b.dataWait, dataWait);
    EXPECT_EQ(b.barrier, barrier);
    EXPECT_EQ(b.transfer, transfer);
    EXPECT_EQ(b.total(), b.lanes * b.wall);
}

TEST(Breakdown, namesStartUpWorkGapsAndTrailingIdle)
{
    expectParts(ofOneLane({span(10, 40), span(50, 70)}), 50, 0, 10, 30, 10);
}

TEST(Breakdown, countsEnclosedSpansOnce)
{
    const Breakdown b = ofOneLane({span(0, 100), span(20, 30, State::WaitsForLock),
                                   span(30, 50, State::Holds), span(40, 45, State::HoldsWhileOthersWait)});
    expectParts(b, 90, 10, 0, 0, 0);
    EXPECT_EQ(b.byState[static_cast<std::size_t>(State::Holds)], 15);
    EXPECT_EQ(b.byState[static_cast<std::size_t>(State::HoldsWhileOthersWait)], 5);
    EXPECT_EQ(b.byState[static_cast<std::size_t>(State::Computing)], 70);
}

TEST(Breakdown, countsCrossingSpansOnce)
{
    expectParts(ofOneLane({span(0, 60), span(40, 100, State::WaitsForLock)}), 40, 60, 0, 0, 0);
}

TEST(Breakdown, idleBetweenWorkIsNotImbalance)
{
    expectParts(ofOneLane({span(0, 10), span(10, 40, State::Idle), span(40, 60)}), 30, 0, 0, 40, 30);
    expectParts(ofOneLane({span(0, 60), span(60, 80, State::Idle)}), 60, 0, 0, 40, 0);
}

TEST(Breakdown, tellsWaitsForDataAndBarriersFromTransfers)
{
    expectParts(ofOneLane({span(0, 10, State::Transfer), span(10, 30, State::WaitsForData),
                           span(30, 60, State::Barrier), span(60, 100, State::DeviceBusy)}),
                40, 0, 0, 0, 0, 20, 30, 10);
}

TEST(Breakdown, laneThatDidNothingIsImbalance)
{
    const auto trace =
        Trace::make({{"a", LaneKind::Worker}, {"b", LaneKind::Worker}}, {{span(0, 100)}}, 0, 100);
    expectParts(breakdown(*trace), 100, 0, 0, 100, 0);
}

TEST(Breakdown, leavesOutDevicesAndLinks)
{
    const auto trace = Trace::make(
        {{"w", LaneKind::Worker}, {"d", LaneKind::Device}, {"l", LaneKind::Link}},
        {{span(0, 100)}, {span(20, 80, State::DeviceBusy)}, {span(0, 20, State::Transfer)}}, 0, 100);
    EXPECT_EQ(breakdown(*trace).lanes, 1);
    expectParts(breakdown(*trace), 100, 0, 0, 0, 0);
}

TEST(Breakdown, isOfTheDevicesWhereThereAreNoWorkers)
{
    const auto trace =
        Trace::make({{"d", LaneKind::Device}, {"l", LaneKind::Link}},
                    {{span(20, 80, State::DeviceBusy)}, {span(0, 20, State::Transfer)}}, 0, 100);
    EXPECT_EQ(breakdown(*trace).lanes, 1);
    expectParts(breakdown(*trace), 60, 0, 20, 20, 0);
}

TEST(Breakdown, ofNothingIsNothing)
{
    expectParts(breakdown(*Trace::make({}, {}, 0, 100)), 0, 0, 0, 0, 0);
    expectParts(ofOneLane({}, 0), 0, 0, 0, 0, 0);
}

TEST(Breakdown, addsUpOnArbitrarySpans)
{
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::vector<Span>> spans(3);
        for (auto& lane : spans) {
            for (auto i = random() % 12; i > 0; --i) {
                const auto begin = static_cast<std::int64_t>(random() % 1200) - 100;
                const auto end = begin + static_cast<std::int64_t>(random() % 300);
                lane.push_back(span(begin, end, kStates[random() % kStateCount]));
            }
        }
        const auto trace = Trace::make(
            {{"a", LaneKind::Worker}, {"b", LaneKind::Worker}, {"c", LaneKind::Link}}, spans, 0, 1000);
        const Breakdown b = breakdown(*trace);
        EXPECT_EQ(b.total(), b.lanes * 1000);
        EXPECT_GE(b.other, 0);
        EXPECT_GE(b.imbalance, 0);
    }
}

} // namespace
