// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/line_accesses.h"
#include "core/scenario/registry.h"
#include "core/scenarios/all.h"
#include "core/scenarios/false-sharing/counters.h"
#include "core/scenarios/false-sharing/line_finding.h"
#include "core/session/capture.h"
#include "core/session/run_session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace lab::scenarios::false_sharing {

namespace {

using namespace scenario;
using namespace session;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto kNobody = trace::Span::kNobody;

const Scenario& falseSharing()
{
    static const Registry registry = all();
    return registry.get("false-sharing");
}

std::unique_ptr<Experiment> prepare(Settings settings, int workers)
{
    return falseSharing().prepare(
        complete(falseSharing().info(), Request{std::move(settings), workers, 1, {}}));
}

std::set<std::int64_t> linesOf(const Layout& layout, std::int64_t worker)
{
    const Places places = layout.placesOf(worker);
    std::set<std::int64_t> lines;
    for (std::int64_t i = 0; i < places.count; ++i)
        lines.insert((places.first + i * places.step) / layout.line);
    return lines;
}

bool meet(const Layout& layout, std::int64_t a, std::int64_t b)
{
    const auto first = linesOf(layout, a);
    const auto second = linesOf(layout, b);
    return std::any_of(first.begin(), first.end(), [&](std::int64_t line) { return second.contains(line); });
}

SweepPoint point(std::int64_t value, double speedup, double halfWidth = 0.02)
{
    SweepPoint made;
    made.value = value;
    made.x = static_cast<double>(value);
    made.speedup = speedup;
    made.interval = {speedup - halfWidth, speedup + halfWidth};
    return made;
}

// Everything that was recorded, through the model.
analysis::LineHistory historyOf(const Capture& capture)
{
    const Exhibit& lines = capture.scene->exhibits.at(0);
    const auto end = capture.trace->duration();
    auto accesses = lineAccesses(*capture.scene, lines, *capture.trace, 0, end, 10'000'000);
    return analysis::lineHistory(std::move(accesses), capture.trace->lanes().size(),
                                 static_cast<std::size_t>(lines.shape[0].extent), end);
}

void expectOneOwnerAtATime(const analysis::LineHistory& history)
{
    std::map<std::uint32_t, base::Nanoseconds> ownedUntil; // by line; stretches come by begin
    for (const analysis::Ownership& stretch : history.ownership) {
        ASSERT_EQ(stretch.state, analysis::Mesi::Modified); // nobody only reads
        base::Nanoseconds& until = ownedUntil[stretch.line];
        ASSERT_GE(stretch.begin, until);
        until = stretch.end;
    }
}

bool bothLanesComputed(const trace::Trace& trace)
{
    return std::all_of(trace.lanes().begin(), trace.lanes().end(), [](const trace::Lane& lane) {
        return std::any_of(lane.spans.begin(), lane.spans.end(),
                           [](const trace::Span& span) { return span.state == trace::State::Computing; });
    });
}

} // namespace

TEST(CounterLayout, OnlyDistantCountersHaveLinesToThemselves)
{
    EXPECT_TRUE(meet({kAdjacent, 64, 64}, 0, 7));
    EXPECT_FALSE(meet({kAdjacent, 64, 64}, 7, 8));
    EXPECT_TRUE(meet({kDistance, 64, 56}, 0, 1));
    EXPECT_FALSE(meet({kDistance, 64, 64}, 0, 1));
    EXPECT_TRUE(meet({kDistance, 128, 64}, 0, 1));
    EXPECT_FALSE(meet({kLine, 128, 8}, 0, 1));
    EXPECT_TRUE(meet({kWalk, 64, 64}, 0, 1));
    EXPECT_EQ(linesOf({kWalk, 64, 64}, 0).size(), 64u);
    EXPECT_EQ(linesOf({kWalkPadded, 64, 64}, 3).size(), 64u);
    EXPECT_FALSE(meet({kWalkPadded, 64, 64}, 0, 1));
}

TEST(CounterLayout, NoSlotHasTwoWriters)
{
    constexpr std::int64_t kWorkers = 256;
    for (std::uint32_t way = kAdjacent; way < kWays; ++way) {
        for (const std::int64_t distance : {8, 24, 72, 256}) {
            const Layout layout{static_cast<Way>(way), 64, distance};
            const auto writers = layout.writers(kWorkers, kNobody);
            EXPECT_EQ(writers.size(), static_cast<std::size_t>(layout.lines(kWorkers) * 8));
            const auto written = std::count_if(writers.begin(), writers.end(),
                                               [](std::uint32_t writer) { return writer != kNobody; });
            EXPECT_EQ(written, kWorkers * layout.placesOf(0).count) << way << " " << distance;
        }
    }
}

TEST(Counters, CountAndWalkAndBeginAnew)
{
    const std::vector<std::int64_t> starts = {5, 900};
    Counters adjacent({kAdjacent, 64, 64}, starts);
    adjacent.reset(2);
    EXPECT_EQ(adjacent.total(), 0);
    adjacent.increment(0, 10);
    adjacent.increment(1, 3);
    EXPECT_EQ(adjacent.total(), 13);
    EXPECT_THAT(adjacent.increments(2), ElementsAre(10, 3, 0, 0, 0, 0, 0, 0));
    adjacent.reset(2);
    EXPECT_EQ(adjacent.total(), 0);

    Counters walk({kWalk, 64, 64}, starts);
    walk.provideFor(2);
    walk.increment(1, 60); // stops at line 60, and goes on there
    walk.increment(1, 10);
    const auto values = walk.increments(2);
    ASSERT_EQ(values.size(), 64u * 8);
    EXPECT_EQ(values[5 * 8 + 1], 2);
    EXPECT_EQ(values[6 * 8 + 1], 1);
    EXPECT_EQ(values[63 * 8 + 1], 1);
    EXPECT_EQ(walk.total(), 70);
}

TEST(FalseSharing, TheModelNeverFindsTwoOwnersInARealRun)
{
    const auto experiment = prepare({{"increments", std::int64_t{20'000}}}, 2);
    workers::WorkerPool pool(2);
    const Capture adjacent = captureIteration(*experiment, {kAdjacent}, pool, 1);
    const Capture line = captureIteration(*experiment, {kLine}, pool, 1);
    const auto disputed = historyOf(adjacent);
    EXPECT_EQ(disputed.accesses, experiment->itemCount());
    expectOneOwnerAtATime(disputed);
    EXPECT_EQ(!disputed.transfers.empty(), bothLanesComputed(*adjacent.trace));
    const auto own = historyOf(line);
    EXPECT_EQ(own.accesses, experiment->itemCount());
    expectOneOwnerAtATime(own);
    EXPECT_TRUE(own.transfers.empty());
}

// What the stage shows at the end of a capture is what the counters held.
TEST(FalseSharing, SlotValuesEndAsTheCountersDid)
{
    const auto experiment = prepare({{"increments", std::int64_t{10'000}}}, 3);
    workers::WorkerPool pool(3);
    for (std::uint32_t way = 0; way < kWays; ++way) {
        const Capture capture = captureIteration(*experiment, {way}, pool, 1);
        EXPECT_EQ(experiment->differenceFromSequential({way}), 0);
        const auto shown =
            slotValues(*capture.scene, capture.scene->exhibits[0], *capture.trace, capture.trace->duration());
        const auto arrays = experiment->arrays();
        const NamedArray& counters = arrays.at(way);
        ASSERT_EQ(shown.size(), static_cast<std::size_t>(counters.shape[0] * counters.shape[1]));
        for (std::size_t slot = 0; slot < shown.size(); ++slot)
            ASSERT_EQ(static_cast<float>(shown[slot]), counters.values[slot]) << way << " " << slot;
    }
}

TEST(FalseSharing, WorksWithAPoolOfAnotherSizeThanAskedFor)
{
    const auto experiment = prepare({{"increments", std::int64_t{3000}}}, 2);
    for (const int size : {1, 6, 256}) {
        workers::WorkerPool pool(size);
        for (std::uint32_t way = 0; way < kWays; ++way) {
            experiment->reset({way});
            experiment->iterate({way}, pool, nullptr);
            EXPECT_EQ(experiment->differenceFromSequential({way}), 0) << way << " on " << size;
        }
    }
}

// One worker has a pool of its own, which must hear of the stop, too.
TEST(FalseSharing, NoBatchBeginsOnceStopIsRequested)
{
    const auto experiment = prepare({{"increments", std::int64_t{3000}}}, 2);
    workers::WorkerPool pool(2);
    std::stop_source source;
    source.request_stop();
    for (std::uint32_t way = 0; way < kWays; ++way) {
        pool.setStopToken(source.get_token());
        experiment->reset({way});
        experiment->iterate({way}, pool, nullptr);
        EXPECT_EQ(experiment->differenceFromSequential({way}), static_cast<double>(experiment->itemCount()));
        pool.setStopToken({}); // and later ones are whole again
        experiment->reset({way});
        experiment->iterate({way}, pool, nullptr);
        EXPECT_EQ(experiment->differenceFromSequential({way}), 0) << way;
    }
}

TEST(FalseSharing, OneWorkerIsHandedTheSameBatchesAsSeveral)
{
    const auto experiment = prepare({{"increments", std::int64_t{20'000}}}, 1);
    workers::WorkerPool pool(1);
    const auto batches = [&](std::uint32_t way) {
        std::vector<std::uint32_t> units;
        const Capture capture = captureIteration(*experiment, {way}, pool, 1);
        for (const trace::Span& span : capture.trace->lanes().at(0).spans) {
            if (span.state == trace::State::Computing)
                units.push_back(span.first);
        }
        return units;
    };
    for (const std::uint32_t way : {kAlonePlain, kAdjacent, kPlain, kWalk})
        EXPECT_EQ(batches(way), batches(kAlone)) << way;
}

TEST(FalseSharing, DistancesAreRoundedDownToWholeCounters)
{
    const auto experiment = prepare({{"padding", std::int64_t{47}}}, 2);
    EXPECT_THAT(experiment->availability({kDistance}).note, HasSubstr("40 bytes"));
    const Exhibit& lines = experiment->scene({kDistance})->exhibits.at(0);
    const auto& writers = std::get<CacheLineDetails>(lines.details).writerOfSlot;
    EXPECT_EQ(writers.at(5), 1u);
}

TEST(FalseSharing, OnlyPlainStoresMayBeDelayed)
{
    const auto experiment = prepare({}, 2);
    for (std::uint32_t way = 0; way < kWays; ++way) {
        const Exhibit& lines = experiment->scene({way})->exhibits.at(0);
        EXPECT_EQ(std::get<CacheLineDetails>(lines.details).readsFirst, !isPlain(way));
    }
}

TEST(LineFinding, IsTheLargestJumpBetweenNeighbours)
{
    const std::vector<SweepPoint> points = {point(64, 1.8),  point(8, 0.3),  point(56, 0.5),
                                            point(16, 0.31), point(48, 0.4), point(96, 1.9)};
    EXPECT_EQ(lineFinding(points, true),
              "The jump is between 56 and 64 bytes: the line found here is 64 bytes.");
    EXPECT_EQ(lineFinding(points, false), lineFinding(points, true));
}

TEST(LineFinding, NoJumpIsSaidWhenAllIsMeasured)
{
    const std::vector<SweepPoint> flat = {point(8, 1), point(56, 1.01), point(64, 0.99)};
    EXPECT_EQ(lineFinding(flat, false), "");
    EXPECT_THAT(lineFinding(flat, true), HasSubstr("No jump was found"));
    EXPECT_THAT(lineFinding({point(56, 1, 0.5), point(64, 1.9, 0.5)}, true), HasSubstr("No jump"))
        << "intervals overlap";
    EXPECT_THAT(lineFinding({point(56, 1, 0.001), point(64, 1.1, 0.001)}, true), HasSubstr("No jump"))
        << "too small to be a line";
    EXPECT_THAT(lineFinding({point(56, 1.8), point(64, 0.9)}, true), HasSubstr("No jump")) << "a fall";
    EXPECT_EQ(lineFinding({}, false), "");
}

TEST(LineFinding, ComesWithTheSweepOverDistancesAlone)
{
    SweepResult result;
    result.sweep = falseSharing().info().sweeps.at(0);
    ASSERT_EQ(result.sweep.key, "padding");
    result.points = {point(56, 0.5), point(64, 1.8)};
    result.planned = 14;
    EXPECT_THAT(falseSharing().annotate(result, {}).finding, HasSubstr("between 56 and 64"));
    result.sweep = falseSharing().info().sweeps.at(1);
    EXPECT_EQ(falseSharing().annotate(result, {}).finding, "");
}

} // namespace lab::scenarios::false_sharing
