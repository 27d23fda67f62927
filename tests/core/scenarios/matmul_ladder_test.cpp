// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/registry.h"
#include "core/scenarios/all.h"
#include "core/session/capture.h"
#include "core/session/run_session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lab::scenarios {

namespace {

using namespace scenario;
using namespace session;

std::unique_ptr<Experiment> ladder(std::int64_t rows, std::int64_t inner, std::int64_t columns,
                                   int workers = 2)
{
    static const Registry registry = all();
    const Scenario& scenario = registry.get("matmul-ladder");
    const Settings settings = {{"rows", rows}, {"inner", inner}, {"columns", columns}};
    return scenario.prepare(complete(scenario.info(), Request{settings, workers, 1, {}}));
}

constexpr std::uint32_t kRungs = 11;

// On a real run of every rung: the counter begins at nothing, never goes back, and ends at 6 422 528.
TEST(MatmulLadder, CounterEndsAtTheNumberOfMultiplyAddsOnEveryRung)
{
    const auto experiment = ladder(64, 784, 128);
    workers::WorkerPool pool(2);
    for (std::uint32_t rung = 0; rung < kRungs; ++rung) {
        if (!experiment->availability({rung}).available)
            continue;
        const Capture capture = captureIteration(*experiment, {rung}, pool, 1);
        const base::Nanoseconds end = capture.trace->duration();
        std::int64_t before = 0;
        EXPECT_EQ(operationsDone(*capture.scene, {0}, *capture.trace, -1), 0);
        for (int i = 0; i <= 20; ++i) {
            const std::int64_t done = operationsDone(*capture.scene, {0}, *capture.trace, end * i / 20);
            EXPECT_GE(done, before) << rung;
            before = done;
        }
        EXPECT_EQ(before, 6'422'528) << rung;
    }
}

// Ragged everywhere: no extent is a multiple of any tile.
TEST(MatmulLadder, EveryRungAgreesOnShapesThatFitNoTile)
{
    for (const int workers : {1, 3}) {
        const auto experiment = ladder(37, 101, 45, workers);
        workers::WorkerPool pool(workers);
        for (std::uint32_t rung = 0; rung < kRungs; ++rung) {
            if (!experiment->availability({rung}).available)
                continue;
            experiment->reset({rung});
            experiment->iterate({rung}, pool, nullptr);
            EXPECT_LE(experiment->differenceFromSequential({rung}), experiment->tolerance({rung})) << rung;
        }
    }
}

// Sums of few products show the rounding of each: 0.26667 becomes 0.26758 in bf16.
TEST(MatmulLadder, EveryRungAgreesOnTheShortestSums)
{
    workers::WorkerPool pool(2);
    for (const std::int64_t inner : {8, 9, 12}) {
        const auto experiment = ladder(64, inner, 128, 2);
        for (std::uint32_t rung = 0; rung < kRungs; ++rung) {
            if (!experiment->availability({rung}).available)
                continue;
            experiment->reset({rung});
            experiment->iterate({rung}, pool, nullptr);
            EXPECT_LE(experiment->differenceFromSequential({rung}), experiment->tolerance({rung}))
                << rung << " " << inner;
        }
    }
}

// 134 million products take an interpreter many seconds on any machine.
TEST(MatmulLadder, RungsThatWouldTakeTooLongAreLeftOutWithAReason)
{
#if defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "instrumented, the products alone take minutes";
#endif
    const auto experiment = ladder(512, 512, 512);
    const Availability python = experiment->availability({0});
    EXPECT_FALSE(python.available);
    EXPECT_THAT(python.note,
                testing::AnyOf(testing::HasSubstr("s at this size"), testing::HasSubstr("python3")));
}

TEST(MatmulLadder, MachineFiguresAreFiniteAndPositive)
{
    const auto experiment = ladder(8, 8, 8);
    workers::WorkerPool pool(2);
    const auto figures = experiment->machineFigures(pool);
    ASSERT_EQ(figures.size(), 4u);
    for (const MachineFigure& figure : figures) {
        EXPECT_TRUE(std::isfinite(figure.value)) << figure.key;
        EXPECT_GT(figure.value, 0) << figure.key;
        EXPECT_FALSE(figure.unit.empty());
    }
    EXPECT_GE(figures[0].value, figures[1].value); // all workers, one worker
}

TEST(BatchLayout, SamplesOfTheListLieApartAndThoseOfTheBatchTouch)
{
    static const Registry registry = all();
    const Scenario& scenario = registry.get("batch-layout");
    const auto experiment = scenario.prepare(complete(scenario.info(), Request{{}, 1, 1, {}}));
    const auto addresses = [&](std::uint32_t way) {
        return std::get<MemoryDetails>(experiment->scene({way})->exhibits.front().details).addresses;
    };
    constexpr std::uint64_t kBytes = 784 * sizeof(float);
    auto list = addresses(0);
    ASSERT_EQ(list.size(), 64u);
    EXPECT_FALSE(std::is_sorted(list.begin(), list.end()));
    std::sort(list.begin(), list.end());
    for (std::size_t i = 1; i < list.size(); ++i)
        EXPECT_GT(list[i] - list[i - 1], kBytes); // something of others between
    const auto batch = addresses(1);
    for (std::size_t i = 1; i < batch.size(); ++i)
        EXPECT_EQ(batch[i] - batch[i - 1], kBytes);
}

} // namespace

} // namespace lab::scenarios
