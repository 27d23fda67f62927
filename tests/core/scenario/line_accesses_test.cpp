// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/line_accesses.h"
#include "tests/support/hand_made_trace.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

namespace lab::scenario {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using trace::State;

constexpr auto kNobody = trace::Span::kNobody;
constexpr TaskId kIncrements{0};

Scene counters(std::int64_t perBatch, std::vector<std::uint32_t> writerOfSlot)
{
    Scene scene;
    Exhibit exhibit;
    exhibit.kind = ExhibitKind::CacheLines;
    exhibit.shape = {{"line", static_cast<std::int64_t>(writerOfSlot.size()) / 8}, {"slot", 8}};
    exhibit.details = CacheLineDetails{64, 8, std::move(writerOfSlot)};
    scene.add(std::move(exhibit));
    Task task;
    task.name = "increments";
    task.axes = {{"batch", 10}, {"increment", perBatch}};
    task.loops = {{0}, {1}};
    task.unitLoops = 1;
    scene.add(std::move(task));
    return scene;
}

// Slots of line 0, then of line 1.
std::vector<std::uint32_t> twoLines(std::map<std::size_t, std::uint32_t> writers)
{
    std::vector<std::uint32_t> slots(16, kNobody);
    for (const auto& [slot, lane] : writers)
        slots[slot] = lane;
    return slots;
}

std::vector<base::Nanoseconds> timesOf(const std::vector<analysis::LineAccess>& accesses)
{
    std::vector<base::Nanoseconds> times;
    for (const auto& access : accesses)
        times.push_back(access.at);
    return times;
}

std::vector<std::uint32_t> linesOf(const std::vector<analysis::LineAccess>& accesses)
{
    std::vector<std::uint32_t> lines;
    for (const auto& access : accesses)
        lines.push_back(access.line);
    return lines;
}

} // namespace

TEST(LineAccesses, ASpansIncrementsAreSpreadEvenly)
{
    const Scene scene = counters(4, twoLines({{0, 0}}));
    tests::HandMadeTrace hand;
    hand.add(hand.lane("worker 1"), 100, 200, State::Computing, kIncrements, 0);
    const auto trace = hand.until(300);
    const auto accesses = lineAccesses(scene, scene.exhibits[0], *trace, 0, 300, 100);
    EXPECT_THAT(timesOf(accesses), ElementsAre(100, 125, 150, 175));
    EXPECT_TRUE(std::all_of(accesses.begin(), accesses.end(), [](const auto& a) { return a.write; }));
    const auto some = lineAccesses(scene, scene.exhibits[0], *trace, 125, 175, 100);
    EXPECT_THAT(timesOf(some), ElementsAre(125, 150)) << "half open";
    EXPECT_THAT(lineAccesses(scene, scene.exhibits[0], *trace, 176, 300, 100), IsEmpty());
    EXPECT_THAT(lineAccesses(scene, scene.exhibits[0], *trace, 200, 100, 100), IsEmpty());
}

TEST(LineAccesses, LanesAreMergedByTimeAndKnowTheirLines)
{
    const Scene scene = counters(2, twoLines({{0, 0}, {8, 1}}));
    tests::HandMadeTrace hand;
    hand.add(hand.lane("worker 1"), 0, 100, State::Computing, kIncrements, 0);
    hand.add(hand.lane("worker 2"), 0, 60, State::Computing, kIncrements, 1);
    hand.add(hand.lane("worker 3"), 0, 60, State::Computing, kIncrements, 2); // has no slot
    const auto trace = hand.until(100);
    const auto accesses = lineAccesses(scene, scene.exhibits[0], *trace, 0, 100, 100);
    EXPECT_THAT(timesOf(accesses), ElementsAre(0, 0, 30, 50));
    EXPECT_THAT(linesOf(accesses), ElementsAre(0, 1, 1, 0));
    EXPECT_EQ(accesses[0].core, 0u);
    EXPECT_EQ(accesses[1].core, 1u);
}

// Two batches of three increments over two slots: the second begins where the first stopped.
TEST(LineAccesses, ALaneWithSeveralSlotsWalksOnInTheNextSpan)
{
    const Scene scene = counters(3, twoLines({{0, 0}, {8, 0}}));
    tests::HandMadeTrace hand;
    const std::size_t lane = hand.lane("worker 1");
    hand.add(lane, 0, 30, State::Computing, kIncrements, 0);
    hand.add(lane, 40, 70, State::Computing, kIncrements, 1);
    const auto trace = hand.until(100);
    EXPECT_THAT(linesOf(lineAccesses(scene, scene.exhibits[0], *trace, 0, 100, 100)),
                ElementsAre(0, 1, 0, 1, 0, 1));
    EXPECT_THAT(linesOf(lineAccesses(scene, scene.exhibits[0], *trace, 35, 60, 100)), ElementsAre(1, 0));
}

TEST(LineAccesses, OnlyComputingSpansOfATaskCount)
{
    const Scene scene = counters(5, twoLines({{0, 0}}));
    tests::HandMadeTrace hand;
    const std::size_t lane = hand.lane("worker 1");
    hand.add(lane, 10, 20, State::Barrier, kIncrements, 0);
    hand.add(lane, 30, 40, State::Computing, TaskId{7}, 0);
    const auto trace = hand.until(100);
    EXPECT_THAT(lineAccesses(scene, scene.exhibits[0], *trace, 0, 100, 100), IsEmpty());
}

TEST(LineAccesses, OfTooManyTheEarliestAreKept)
{
    const Scene scene = counters(100, twoLines({{0, 0}, {1, 1}}));
    tests::HandMadeTrace hand;
    for (std::uint32_t worker = 0; worker < 2; ++worker)
        hand.add(hand.lane("worker"), worker * 7, 1000 + worker * 7, State::Computing, kIncrements, worker);
    const auto trace = hand.until(2000);
    auto all = lineAccesses(scene, scene.exhibits[0], *trace, 0, 2000, 10'000);
    ASSERT_EQ(all.size(), 200u);
    for (const std::size_t most : {std::size_t{1}, std::size_t{33}, std::size_t{199}, std::size_t{200}}) {
        auto some = timesOf(lineAccesses(scene, scene.exhibits[0], *trace, 0, 2000, most));
        auto expected = timesOf(all);
        expected.resize(most);
        EXPECT_EQ(some, expected) << most;
    }
    EXPECT_THAT(lineAccesses(scene, scene.exhibits[0], *trace, 0, 2000, 0), IsEmpty());
}

TEST(LineAccesses, ManyAtOneInstantAreCutToo)
{
    const Scene scene = counters(100, twoLines({{0, 0}}));
    tests::HandMadeTrace hand;
    hand.add(hand.lane("worker 1"), 10, 12, State::Computing, kIncrements, 0);
    const auto trace = hand.until(20);
    EXPECT_EQ(lineAccesses(scene, scene.exhibits[0], *trace, 0, 20, 30).size(), 30u);
}

TEST(SlotValues, CountWhatLineAccessesShow)
{
    const Scene scene = counters(7, twoLines({{0, 0}, {3, 0}, {8, 0}, {9, 1}}));
    tests::HandMadeTrace hand;
    const std::size_t first = hand.lane("worker 1");
    hand.add(first, 10, 73, State::Computing, kIncrements, 0);
    hand.add(first, 80, 131, State::Computing, kIncrements, 1, 3);
    hand.add(hand.lane("worker 2"), 5, 99, State::Computing, kIncrements, 4);
    const auto trace = hand.until(140);
    for (base::Nanoseconds t = 0; t <= 140; ++t) {
        const auto values = slotValues(scene, scene.exhibits[0], *trace, t);
        ASSERT_EQ(values.size(), 16u);
        std::vector<std::int64_t> ofLine(2, 0);
        for (const auto& access : lineAccesses(scene, scene.exhibits[0], *trace, 0, t, 1000))
            ++ofLine[access.line];
        EXPECT_EQ(values[0] + values[3], ofLine[0]) << t;
        EXPECT_EQ(values[8] + values[9], ofLine[1]) << t;
        EXPECT_LE(values[0] - values[8], 1) << "in turn";
        EXPECT_EQ(values[1], 0) << "nobody's";
    }
    const auto end = slotValues(scene, scene.exhibits[0], *trace, 140);
    EXPECT_EQ(end[0] + end[3] + end[8], 28);
    EXPECT_EQ(end[9], 7);
}

TEST(SlotValues, OfAnythingElseAreNone)
{
    Scene scene = counters(7, twoLines({{0, 0}}));
    scene.exhibits[0].details = std::monostate();
    tests::HandMadeTrace hand;
    hand.add(hand.lane("worker 1"), 0, 10, State::Computing, kIncrements, 0);
    const auto trace = hand.until(10);
    EXPECT_THAT(slotValues(scene, scene.exhibits[0], *trace, 10), IsEmpty());
    EXPECT_THAT(lineAccesses(scene, scene.exhibits[0], *trace, 0, 10, 10), IsEmpty());
}

} // namespace lab::scenario
