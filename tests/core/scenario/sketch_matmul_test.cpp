// SPDX-License-Identifier: GPL-3.0-or-later
// Sketches matmul-ladder with the scene's types: one loop nest a rung.
#include "core/scenario/scene.h"
#include "tests/support/hand_made_trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lab;
using namespace lab::scenario;
using testing::ElementsAre;
using trace::State;

namespace {

constexpr std::int64_t kSamples = 64;
constexpr std::int64_t kInputs = 784;
constexpr std::int64_t kOutputs = 128;
constexpr std::int64_t kOperations = 6'422'528;
enum Axis { kI, kJ, kK };

Scene ladder(std::vector<Loop> loops, std::size_t unitLoops = 1)
{
    Scene scene;
    const auto matrix = [&](const char* title, Dimension rows, Dimension columns) {
        Exhibit exhibit;
        exhibit.title = title;
        exhibit.shape = {std::move(rows), std::move(columns)};
        return scene.add(std::move(exhibit)).id;
    };
    const ExhibitId x = matrix("X", {"sample", kSamples}, {"input", kInputs});
    const ExhibitId w = matrix("W", {"input", kInputs}, {"output", kOutputs});
    const ExhibitId y = matrix("Y", {"sample", kSamples}, {"output", kOutputs});
    Task task;
    task.name = "matmul";
    task.axes = {{"i", kSamples}, {"j", kOutputs}, {"k", kInputs}};
    task.loops = std::move(loops);
    task.unitLoops = unitLoops;
    task.touches = {
        {x, Access::Reads, {kI, kK}}, {w, Access::Reads, {kK, kJ}}, {y, Access::Writes, {kI, kJ}}};
    scene.add(std::move(task));
    return scene;
}

// All units on one lane, 1 ms each.
std::shared_ptr<const trace::Trace> oneLane(const Scene& scene)
{
    tests::HandMadeTrace trace;
    const std::size_t lane = trace.lane("worker 1");
    const std::int64_t units = unitCount(scene.tasks[0]);
    for (std::int64_t unit = 0; unit < units; ++unit)
        trace.add(lane, unit * 1'000'000, (unit + 1) * 1'000'000, State::Computing, {0},
                  static_cast<std::uint32_t>(unit));
    return trace.until(units * 1'000'000);
}

std::vector<std::vector<Range>> rangesAt(const Scene& scene, std::int64_t iteration)
{
    std::vector<std::vector<Range>> ranges;
    for (const Footprint& footprint : footprints(scene, scene.tasks[0], iteration))
        ranges.push_back(footprint.ranges);
    return ranges;
}

const std::vector<std::pair<const char*, std::vector<Loop>>> kRungs = {
    {"i-j-k", {{kI}, {kJ}, {kK}}},
    {"i-k-j", {{kI}, {kK}, {kJ}}},
    {"i-k-j in vectors", {{kI}, {kK}, {kJ, 16}}},
    {"tiled", {{kI, 16}, {kJ, 32}, {kK, 112}, {kI}, {kK}, {kJ}}},
    {"ragged tiles", {{kI, 30}, {kJ, 50}, {kK, 100}, {kI, 4}, {kJ, 16}, {kK}}},
    {"panel", {{kI, 64}}},
};

} // namespace

TEST(MatmulSketch, OperationCounterEndsAtTheSameNumberOnEveryRung)
{
    for (const auto& [name, loops] : kRungs) {
        const Scene scene = ladder(loops);
        const auto trace = oneLane(scene);
        EXPECT_EQ(operationsDone(scene, {0}, *trace, -1), 0) << name;
        EXPECT_EQ(operationsDone(scene, {0}, *trace, trace->duration()), kOperations) << name;
        const std::int64_t half = operationsDone(scene, {0}, *trace, trace->duration() / 2);
        EXPECT_GT(half, 0) << name;
        EXPECT_LT(half, kOperations) << name;
    }
}

TEST(MatmulSketch, InnerProductTakesOneCellOfEachMatrix)
{
    const Scene scene = ladder({{kI}, {kJ}, {kK}});
    EXPECT_EQ(iterationsPerUnit(scene.tasks[0]), kOutputs * kInputs);
    const std::int64_t at = (5 * kOutputs + 7) * kInputs + 300; // i = 5, j = 7, k = 300
    EXPECT_THAT(rangesAt(scene, at), ElementsAre(ElementsAre(Range{5, 6}, Range{300, 301}),
                                                 ElementsAre(Range{300, 301}, Range{7, 8}),
                                                 ElementsAre(Range{5, 6}, Range{7, 8})));
}

TEST(MatmulSketch, InterchangedLoopsWalkAlongRows)
{
    const Scene scene = ladder({{kI}, {kK}, {kJ, 16}});
    const std::int64_t at = (5 * kInputs + 300) * (kOutputs / 16) + 2;
    EXPECT_THAT(rangesAt(scene, at), ElementsAre(ElementsAre(Range{5, 6}, Range{300, 301}),
                                                 ElementsAre(Range{300, 301}, Range{32, 48}),
                                                 ElementsAre(Range{5, 6}, Range{32, 48})));
}

TEST(MatmulSketch, TilesAreWalkedWithinThemselves)
{
    const Scene scene = ladder({{kI, 16}, {kJ, 32}, {kK, 112}, {kI}, {kK}, {kJ, 32}}, 3);
    EXPECT_EQ(unitCount(scene.tasks[0]), 4 * 4 * 7);
    EXPECT_EQ(iterationsPerUnit(scene.tasks[0]), 16 * 112);
    EXPECT_EQ(operationsOfUnit(scene.tasks[0], 0), 16 * 32 * 112);
    const std::int64_t tile = (1 * 4 + 2) * 7 + 3; // second row of tiles, third column, fourth in k
    const std::int64_t at = tile * 16 * 112 + 4 * 112 + 9;
    EXPECT_THAT(rangesAt(scene, at), ElementsAre(ElementsAre(Range{20, 21}, Range{345, 346}),
                                                 ElementsAre(Range{345, 346}, Range{64, 96}),
                                                 ElementsAre(Range{20, 21}, Range{64, 96})));
}

TEST(MatmulSketch, RaggedEdgeRestsAtItsLastStep)
{
    const Scene scene = ladder({{kI, 48}, {kI, 20}, {kJ}, {kK, kInputs}}, 1);
    EXPECT_EQ(operationsOfUnit(scene.tasks[0], 0), 48 * kOutputs * kInputs);
    EXPECT_EQ(operationsOfUnit(scene.tasks[0], 1), 16 * kOutputs * kInputs);
    const std::int64_t perUnit = iterationsPerUnit(scene.tasks[0]);
    EXPECT_EQ(perUnit, 3 * kOutputs);
    EXPECT_EQ(rangesAt(scene, perUnit)[2][0], (Range{48, 64}));
    EXPECT_EQ(rangesAt(scene, perUnit + 2 * kOutputs)[2][0], (Range{48, 64}));
}

TEST(MatmulSketch, WorkersLightDifferentRows)
{
    const Scene scene = ladder({{kI}, {kJ}, {kK}});
    tests::HandMadeTrace hand;
    const std::size_t one = hand.lane("worker 1");
    const std::size_t two = hand.lane("worker 2");
    hand.add(one, 0, 1000, State::Computing, {0}, 0, 32);
    hand.add(two, 100, 1100, State::Computing, {0}, 32, 32);
    const auto trace = hand.until(1100);

    EXPECT_EQ(activeSpans(scene, *trace, 50).size(), 1u);
    const auto active = activeSpans(scene, *trace, 600);
    ASSERT_EQ(active.size(), 2u);
    EXPECT_DOUBLE_EQ(active[0].progress, 0.6);
    EXPECT_EQ(active[0].footprints[2].ranges[0], (Range{19, 20})); // row 0.6 · 32
    EXPECT_EQ(active[1].footprints[2].ranges[0], (Range{48, 49})); // row 32 + 0.5 · 32
    EXPECT_EQ(active[1].footprints[2].access, Access::Writes);
    EXPECT_TRUE(activeSpans(scene, *trace, 1100).empty());

    const auto rows = progressOf(scene, {0}, *trace, 600);
    EXPECT_DOUBLE_EQ(rows[18].done, 1);
    EXPECT_NEAR(rows[19].done, 0.2, 1e-9);
    EXPECT_FALSE(rows[20].started);
    EXPECT_EQ(rows[40].lane, two);
    EXPECT_EQ(operationsDone(scene, {0}, *trace, 1100), kOperations);
}
