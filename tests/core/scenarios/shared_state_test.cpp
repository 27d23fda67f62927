// SPDX-License-Identifier: GPL-3.0-or-later
// Locks in scenarios: what a real run leaves in its trace, and what it computes.
#include "core/analysis/lock_profile.h"
#include "core/kernels/network.h"
#include "core/scenarios/all.h"
#include "core/scenarios/gradient-accumulation/group_finding.h"
#include "core/scenarios/shared/fashion.h"
#include "core/scenarios/shared/grouped.h"
#include "core/session/capture.h"
#include "core/session/run_session.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>
#include <set>
#include <utility>

using namespace lab;
using namespace lab::scenario;
using namespace lab::session;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

Request requestFor(const Scenario& scenario, Settings settings, int workers)
{
    Request request;
    request.settings = std::move(settings);
    request.workers = workers;
    return complete(scenario.info(), request);
}

std::uint32_t variantOf(const ScenarioInfo& info, std::string_view key)
{
    const auto found = std::find_if(info.variants.begin(), info.variants.end(),
                                    [&](const Variant& variant) { return variant.key == key; });
    return static_cast<std::uint32_t>(found - info.variants.begin());
}

std::vector<float> arrayOf(const Experiment& experiment, std::string_view name)
{
    for (const NamedArray& array : experiment.arrays()) {
        if (array.name == name)
            return {array.values.get(),
                    array.values.get() + std::accumulate(array.shape.begin(), array.shape.end(),
                                                         std::int64_t{1}, std::multiplies<>())};
    }
    return {};
}

struct Locking
{
    const char* scenario;
    const char* variant;
    std::int64_t acquisitions; // of all locks
};
void PrintTo(const Locking& locking, std::ostream* out)
{
    *out << locking.scenario << ", " << locking.variant;
}

class LockedRun : public testing::TestWithParam<Locking>
{
};

} // namespace

TEST_P(LockedRun, NeverHasTwoHoldersAndHoldsFitIntoTheWallTime)
{
    const Registry registry = scenarios::all();
    const Scenario& scenario = registry.get(GetParam().scenario);
    const auto experiment = scenario.prepare(requestFor(scenario, {}, 3));
    workers::WorkerPool pool(3);
    const std::uint32_t variant = variantOf(scenario.info(), GetParam().variant);
    const Capture capture = captureIteration(*experiment, {variant}, pool, 1);
    ASSERT_EQ(capture.trace->dropped(), 0u);
    const auto locks = analysis::locksOf(*capture.trace);
    ASSERT_FALSE(locks.empty());
    std::int64_t acquisitions = 0;
    for (const std::uint32_t lock : locks) {
        const auto holds = analysis::holdsOf(*capture.trace, lock);
        acquisitions += static_cast<std::int64_t>(holds.size());
        base::Nanoseconds held = 0;
        for (std::size_t i = 0; i < holds.size(); ++i) {
            held += holds[i].end - holds[i].begin;
            if (i > 0) {
                EXPECT_LE(holds[i - 1].end, holds[i].begin);
            }
            const auto moment = analysis::lockMoment(*capture.trace, lock, holds, holds[i].begin, 1);
            if (holds[i].end > holds[i].begin) {
                ASSERT_TRUE(moment.holder);
                EXPECT_EQ(moment.holder->lane, holds[i].lane);
            }
            for (const auto& waiting : moment.queue)
                EXPECT_NE(waiting.lane, holds[i].lane) << "holds and waits at the same time";
        }
        EXPECT_LE(held, capture.trace->duration());
    }
    EXPECT_EQ(acquisitions, GetParam().acquisitions);
}

INSTANTIATE_TEST_SUITE_P(Scenarios, LockedRun,
                         testing::Values(Locking{"gradient-accumulation", "lock", 256 / 8},
                                         Locking{"gradient-accumulation", "striped", 3 * 256 / 8},
                                         Locking{"lock-contention", "mutex", 512},
                                         Locking{"lock-contention", "spin", 512},
                                         Locking{"lock-contention", "sharded", 512}));

TEST(GradientAccumulation, ToyAddsTheThreeGradientsInOrder)
{
    const Registry registry = scenarios::all();
    const Scenario& scenario = registry.get("gradient-accumulation");
    const auto experiment = scenario.prepare(requestFor(scenario, {{"work", std::string("toy")}}, 1));
    const std::uint32_t lock = variantOf(scenario.info(), "lock");
    ASSERT_EQ(experiment->workers({lock}, 1), 3);
    workers::WorkerPool pool(3);
    const Capture capture = captureIteration(*experiment, {lock}, pool, 1);
    EXPECT_EQ(experiment->differenceFromSequential({lock}), 0);
    EXPECT_THAT(arrayOf(*experiment, "lock"), ElementsAre(4, 4, 8));
    const auto holds = analysis::holdsOf(*capture.trace, 0);
    ASSERT_EQ(holds.size(), 3u);
    const auto sum = std::find_if(capture.scene->exhibits.begin(), capture.scene->exhibits.end(),
                                  [](const Exhibit& e) { return e.kind == ExhibitKind::Vector; });
    const auto after = [&](std::size_t hold) {
        return accumulated(*capture.scene, sum->id, *capture.trace, holds[hold].end);
    };
    // Whichever order the system let them run in, the sum after each is that of those before.
    std::vector<float> expected(3, 0.0f);
    const std::vector<float> gradients = arrayOf(*experiment, "gradients");
    for (std::size_t i = 0; i < holds.size(); ++i) {
        for (std::size_t k = 0; k < 3; ++k)
            expected[k] += gradients[holds[i].lane * 3 + k];
        EXPECT_EQ(after(i), expected);
    }
    EXPECT_THAT(expected, ElementsAre(4, 4, 8));
}

TEST(GradientAccumulation, ToyWithoutProtectionShowsWhatItReallyLost)
{
    const Registry registry = scenarios::all();
    const Scenario& scenario = registry.get("gradient-accumulation");
    const auto experiment = scenario.prepare(requestFor(scenario, {{"work", std::string("toy")}}, 3));
    const std::uint32_t unprotected = variantOf(scenario.info(), "unprotected");
    EXPECT_FALSE(scenario.info().variants[unprotected].exact);
    workers::WorkerPool pool(3);
    const Capture capture = captureIteration(*experiment, {unprotected}, pool, 1);
    EXPECT_THAT(experiment->remark({unprotected}), HasSubstr("lost"));
    experiment->differenceFromSequential({unprotected}); // reads the result, which arrays() then names
    const auto sum = std::find_if(capture.scene->exhibits.begin(), capture.scene->exhibits.end(),
                                  [](const Exhibit& e) { return e.kind == ExhibitKind::Vector; });
    EXPECT_EQ(accumulated(*capture.scene, sum->id, *capture.trace, capture.trace->duration()),
              arrayOf(*experiment, "unprotected"));
}

TEST(GradientAccumulation, SumIsTheGradientOfTheWholeBatch)
{
    const Registry registry = scenarios::all();
    const Scenario& scenario = registry.get("gradient-accumulation");
    const std::int64_t samples = 16;
    const auto experiment = scenario.prepare(requestFor(scenario, {{"samples", samples}}, 2));
    const std::vector<float> sum = arrayOf(*experiment, "gradient");

    const kernels::Network network = scenarios::fashionNetwork();
    const scenarios::FashionSamples batch = scenarios::fashionSamples(samples, 1);
    kernels::NetworkPass pass(network, samples);
    std::vector<float> whole(sum.size());
    pass.forward(network, batch.images.data());
    pass.backward(network, batch.images.data(), batch.labels, whole);
    // Products of another shape round differently before the sums do.
    for (std::size_t i = 0; i < sum.size(); ++i)
        ASSERT_NEAR(sum[i], whole[i], 1e-4) << i;
}

TEST(GradientAccumulation, WhatTheStageShowsAtTheEndIsTheResult)
{
    const Registry registry = scenarios::all();
    const Scenario& scenario = registry.get("gradient-accumulation");
    const auto experiment = scenario.prepare(requestFor(scenario, {{"samples", std::int64_t{32}}}, 2));
    workers::WorkerPool pool(2);
    for (const char* key : {"sequential", "lock", "own-sums", "atomic"}) { // 32 samples are four groups
        const std::uint32_t variant = variantOf(scenario.info(), key);
        const Capture capture = captureIteration(*experiment, {variant}, pool, 1);
        experiment->differenceFromSequential({variant});
        const std::vector<float> result = arrayOf(*experiment, key);
        const auto sum = std::find_if(capture.scene->exhibits.begin(), capture.scene->exhibits.end(),
                                      [](const Exhibit& e) { return e.kind == ExhibitKind::Vector; });
        const auto shown = accumulated(*capture.scene, sum->id, *capture.trace, capture.trace->duration());
        ASSERT_EQ(shown.size(), 6u);
        for (std::size_t i = 0; i < shown.size(); ++i) // the first biases of the last layer
            EXPECT_NEAR(shown[i], result[result.size() - 10 + i], 1e-4) << key;
    }
}

// 21 samples in groups of 1, of 3, of 4 and a remainder, and of each worker's share.
TEST(GradientAccumulation, AnyGroupingFindsTheSameSumInAsManyAdditionsAsThereAreGroups)
{
    constexpr std::int64_t kSamples = 21;
    constexpr int kWorkers = 2;
    const Registry registry = scenarios::all();
    const Scenario& scenario = registry.get("gradient-accumulation");
    const std::vector<std::pair<std::int64_t, std::size_t>> cases = {{1, 21}, {3, 7}, {4, 6}, {4096, 2}};
    for (const auto& [group, additions] : cases) {
        const auto experiment =
            scenario.prepare(requestFor(scenario, {{"samples", kSamples}, {"group", group}}, kWorkers));
        workers::WorkerPool pool(kWorkers);
        for (const char* key : {"lock", "striped", "atomic", "own-sums"}) {
            const std::uint32_t variant = variantOf(scenario.info(), key);
            const Capture capture = captureIteration(*experiment, {variant}, pool, 1);
            EXPECT_LE(experiment->differenceFromSequential({variant}), experiment->tolerance({variant}))
                << key << ", " << group << " at a time";
            for (const std::uint32_t lock : analysis::locksOf(*capture.trace))
                EXPECT_EQ(analysis::holdsOf(*capture.trace, lock).size(), additions) << key << " " << group;
        }
    }
}

// Each addition carries all samples of its group, and with the last one every sample has been added.
TEST(GradientAccumulation, AnAdditionNamesTheSamplesThatItCarries)
{
    const Registry registry = scenarios::all();
    const Scenario& scenario = registry.get("gradient-accumulation");
    const auto experiment = scenario.prepare(
        requestFor(scenario, {{"samples", std::int64_t{10}}, {"group", std::int64_t{4}}}, 2));
    workers::WorkerPool pool(2);
    const Capture capture = captureIteration(*experiment, {variantOf(scenario.info(), "lock")}, pool, 1);
    std::set<std::string> labels;
    for (const trace::Lane& lane : capture.trace->lanes()) {
        for (const trace::Span& span : lane.spans) {
            if (trace::isHold(span))
                labels.insert(labelOf(*capture.scene, span));
        }
    }
    EXPECT_THAT(labels, ElementsAre("Sum of samples 1–4", "Sum of samples 5–8", "Sum of samples 9–10"));
}

// Workers that come one after the other lose nothing: as many additions as groups, of every number.
TEST(GradientAccumulation, UnprotectedAdditionsAreCountedByGroup)
{
    const Registry registry = scenarios::all();
    const Scenario& scenario = registry.get("gradient-accumulation");
    const auto experiment = scenario.prepare(
        requestFor(scenario, {{"samples", std::int64_t{10}}, {"group", std::int64_t{4}}}, 1));
    workers::WorkerPool pool(1);
    const std::uint32_t unprotected = variantOf(scenario.info(), "unprotected");
    experiment->reset({unprotected});
    experiment->iterate({unprotected}, pool, nullptr);
    EXPECT_THAT(experiment->remark({unprotected}),
                HasSubstr("lost none of " + scenarios::grouped(3 * 109'386)));
    EXPECT_LE(experiment->differenceFromSequential({unprotected}), experiment->tolerance({unprotected}));
}

// Own sums are left as they are by the ways that sum up groups in the same memory.
TEST(GradientAccumulation, AWayFindsItsSumWhateverRanBefore)
{
    const Registry registry = scenarios::all();
    const Scenario& scenario = registry.get("gradient-accumulation");
    const auto experiment = scenario.prepare(requestFor(scenario, {{"samples", std::int64_t{12}}}, 2));
    workers::WorkerPool pool(2);
    for (const char* key :
         {"own-sums", "lock", "own-sums", "own-sums", "striped", "own-sums", "sequential"}) {
        const std::uint32_t variant = variantOf(scenario.info(), key);
        experiment->reset({variant});
        experiment->iterate({variant}, pool, nullptr);
        EXPECT_LE(experiment->differenceFromSequential({variant}), experiment->tolerance({variant})) << key;
    }
}

TEST(GradientAccumulation, FindsFromHowManySamplesAnAdditionTheLockCostsLittle)
{
    const auto points = [](const std::vector<double>& locked, const std::vector<double>& free) {
        std::vector<SweepPoint> made;
        for (std::size_t i = 0; i < locked.size(); ++i) {
            for (const std::size_t series : {0, 1}) {
                SweepPoint point;
                point.series = series;
                point.value = std::int64_t{1} << i;
                point.speedup = series == 0 ? locked[i] : free[i];
                made.push_back(point);
            }
        }
        return made;
    };
    using scenarios::gradient_accumulation::groupFinding;
    const auto rising = points({0.8, 1.9, 1.5, 1.85, 1.9}, {2, 2, 2, 2, 2}); // the second is an outlier
    EXPECT_THAT(groupFinding(rising, true), HasSubstr("From 8 samples per addition on"));
    EXPECT_EQ(groupFinding(rising, false), "");
    EXPECT_THAT(groupFinding(points({0.8, 1.5}, {2, 2}), true), HasSubstr("does not come"));
    EXPECT_THAT(groupFinding(points({1.95, 1.9}, {2, 2}), true), HasSubstr("Even 1 sample"));
    EXPECT_EQ(groupFinding({}, true), "");
}

TEST(GradientAccumulation, TooManySamplesForAtomicsSayWhyNot)
{
    const Registry registry = scenarios::all();
    const Scenario& scenario = registry.get("gradient-accumulation");
    const auto experiment = scenario.prepare(requestFor(scenario, {{"work", std::string("toy")}}, 3));
    const Availability can = experiment->availability({variantOf(scenario.info(), "atomic")});
    EXPECT_FALSE(can.available);
    EXPECT_THAT(can.note, HasSubstr("lock"));
}

TEST(LockContention, EveryVariantFindsTheSameTotalAtEveryShare)
{
    const Registry registry = scenarios::all();
    const Scenario& scenario = registry.get("lock-contention");
    for (const std::int64_t share : {0, 37, 100}) {
        const auto experiment =
            scenario.prepare(requestFor(scenario, {{"share", share}, {"length", std::int64_t{100}}}, 4));
        workers::WorkerPool pool(4);
        for (std::uint32_t v = 0; v < scenario.info().variants.size(); ++v) {
            experiment->reset({v});
            experiment->iterate({v}, pool, nullptr);
            EXPECT_EQ(experiment->differenceFromSequential({v}), 0) << v << " at " << share << " %";
        }
    }
}
