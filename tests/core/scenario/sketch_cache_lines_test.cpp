// SPDX-License-Identifier: GPL-3.0-or-later
// Sketches false-sharing with the scene's types: each worker increments a counter of its own.
#include "core/scenario/scene.h"
#include "tests/support/hand_made_trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lab;
using namespace lab::scenario;
using testing::ElementsAre;
using trace::State;

namespace {

constexpr TaskId kIncrement{0};
constexpr std::int64_t kIncrements = 4000;
constexpr std::int64_t kPerSpan = 1000;
constexpr std::uint32_t kSlotsPerLine = 8;
constexpr std::uint32_t kSpansPerSlot = kIncrements / kPerSpan;

// `lines` cache lines; counters in neighbouring slots of one line, or in the first slot of one line each.
Scene counters(std::int64_t lines, std::vector<std::uint32_t> writerOfSlot)
{
    Scene scene;
    Exhibit exhibit;
    exhibit.kind = ExhibitKind::CacheLines;
    exhibit.title = "Counters";
    exhibit.shape = {{"line", lines}, {"slot", kSlotsPerLine}};
    exhibit.details = CacheLineDetails{64, 8, std::move(writerOfSlot)};
    const ExhibitId id = scene.add(std::move(exhibit)).id;
    Task increment;
    increment.name = "increment";
    increment.axes = {{"line", lines}, {"slot", kSlotsPerLine}, {"increment", kIncrements}};
    increment.loops = {{0}, {1}, {2, kPerSpan}};
    increment.unitLoops = 3;
    increment.touches = {{id, Access::Writes, {0, 1}}};
    scene.add(std::move(increment));
    return scene;
}

std::uint32_t firstUnit(std::uint32_t line, std::uint32_t slot)
{
    return (line * kSlotsPerLine + slot) * kSpansPerSlot;
}

std::vector<Range> touchedBy(const Scene& scene, const trace::Trace& trace, base::Nanoseconds t,
                             std::size_t lane)
{
    for (const ActiveSpan& active : activeSpans(scene, trace, t)) {
        if (active.lane == lane)
            return active.footprints.at(0).ranges;
    }
    return {};
}

} // namespace

TEST(CacheLineSketch, NeighboursTouchOneLine)
{
    constexpr auto kNobody = trace::Span::kNobody;
    const Scene scene = counters(1, {0, 1, kNobody, kNobody, kNobody, kNobody, kNobody, kNobody});
    tests::HandMadeTrace hand;
    for (std::uint32_t worker = 0; worker < 2; ++worker) {
        const std::size_t lane = hand.lane("worker " + std::to_string(worker + 1));
        for (std::uint32_t span = 0; span < kSpansPerSlot; ++span)
            hand.add(lane, span * 100 + worker * 10, span * 100 + 90 + worker * 10, State::Computing,
                     kIncrement, firstUnit(0, worker) + span);
    }
    const auto trace = hand.until(400);
    EXPECT_THAT(touchedBy(scene, *trace, 50, 0), ElementsAre(Range{0, 1}, Range{0, 1}));
    EXPECT_THAT(touchedBy(scene, *trace, 50, 1), ElementsAre(Range{0, 1}, Range{1, 2}));
    EXPECT_EQ(operationsDone(scene, kIncrement, *trace, 190), 2 * kPerSpan + 888 + 1000);
    EXPECT_EQ(operationsDone(scene, kIncrement, *trace, 400), 2 * kIncrements);
}

TEST(CacheLineSketch, PaddedCountersTouchALineEach)
{
    std::vector<std::uint32_t> writers(16, trace::Span::kNobody);
    writers[0] = 0;
    writers[8] = 1;
    const Scene scene = counters(2, writers);
    tests::HandMadeTrace hand;
    for (std::uint32_t worker = 0; worker < 2; ++worker)
        hand.add(hand.lane("worker " + std::to_string(worker + 1)), 0, 100, State::Computing, kIncrement,
                 firstUnit(worker, 0), kSpansPerSlot);
    const auto trace = hand.until(100);
    EXPECT_THAT(touchedBy(scene, *trace, 99, 0), ElementsAre(Range{0, 1}, Range{0, 1}));
    EXPECT_THAT(touchedBy(scene, *trace, 99, 1), ElementsAre(Range{1, 2}, Range{0, 1}));
    EXPECT_EQ(operationsDone(scene, kIncrement, *trace, 50), kIncrements);
}
