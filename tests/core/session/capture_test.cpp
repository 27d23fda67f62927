// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/capture.h"

#include "core/session/run_session.h"
#include "tests/core/session/counting_scenario.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>

using namespace lab;
using namespace lab::session;

namespace {

// Iterations of variant 1 are made and timed elsewhere; those here are counted.
class ElsewhereExperiment : public scenario::Experiment
{
public:
    std::shared_ptr<const scenario::Scene> scene(base::VariantId) const override
    {
        return std::make_shared<scenario::Scene>();
    }
    std::vector<trace::LaneInfo> lanes(base::VariantId, int) const override { return {{"worker", {}}}; }
    void iterate(base::VariantId, workers::WorkerPool&, trace::Recorder*) override { ++here; }
    std::vector<double> ownBurst(base::VariantId variant, base::Nanoseconds length, std::size_t fewest,
                                 std::size_t most) override
    {
        if (variant.value == 0)
            return {};
        asked = {length, static_cast<std::int64_t>(fewest), static_cast<std::int64_t>(most)};
        return times;
    }
    double differenceFromSequential(base::VariantId) override { return 0; }
    double tolerance(base::VariantId) const override { return 0; }
    std::uint64_t inputChecksum() const override { return 1; }
    std::int64_t itemCount() const override { return 1; }
    std::string itemName() const override { return "item"; }
    std::vector<scenario::NamedArray> arrays() const override { return {}; }

    int here = 0;
    std::vector<std::int64_t> asked;
    std::vector<double> times = {9000, 20, 10, 30};
};

} // namespace

TEST(Burst, OfIterationsMadeElsewhereIsTheirMedianWithoutTheFirst)
{
    ElsewhereExperiment experiment;
    workers::WorkerPool pool(1);
    std::int64_t iterations = 5;
    EXPECT_EQ(measureBurst(experiment, {1}, pool, 1'000'000, iterations), 20);
    EXPECT_EQ(iterations, 5 + 3);
    EXPECT_EQ(experiment.here, 0);
    ASSERT_EQ(experiment.asked.size(), 3u);
    EXPECT_EQ(experiment.asked[0], 1'000'000);
    EXPECT_GE(experiment.asked[1], 2); // or nothing would be left without the first
    EXPECT_GE(experiment.asked[2], experiment.asked[1]);
}

TEST(Burst, IsMadeHereWhereNothingComesFromElsewhere)
{
    ElsewhereExperiment experiment;
    workers::WorkerPool pool(1);
    std::int64_t iterations = 0;
    EXPECT_TRUE(measureBurst(experiment, {0}, pool, 100'000, iterations));
    EXPECT_GT(experiment.here, 1);
    EXPECT_EQ(iterations, experiment.here - 1);
}

TEST(Burst, IsNothingWhenStopped)
{
    ElsewhereExperiment experiment;
    workers::WorkerPool pool(1);
    std::stop_source source;
    source.request_stop();
    pool.setStopToken(source.get_token());
    std::int64_t iterations = 0;
    for (const std::uint32_t variant : {0u, 1u})
        EXPECT_FALSE(measureBurst(experiment, {variant}, pool, 100'000, iterations));
    EXPECT_EQ(iterations, 0);
}

TEST(Capture, WhatGoesWrongWhileCollectingReachesTheCaller)
{
    const tests::CountingScenario scenario;
    scenario::Request request;
    request.settings["slow"] = true;
    const auto experiment = scenario.prepare(complete(scenario.info(), request));
    workers::WorkerPool pool(2);
    const auto captureUntilShown = [&] {
        bool shown = false; // a busy machine may not start the collector within one iteration
        while (!shown)
            captureIteration(*experiment, {1}, pool, 1, [&](const auto&) {
                shown = true;
                throw std::runtime_error("no room");
            });
    };
    EXPECT_THROW(captureUntilShown(), std::runtime_error);
    EXPECT_TRUE(captureIteration(*experiment, {1}, pool, 2).complete);
}

TEST(Capture, SaysHowItWasTimedAndWhereSpansBegan)
{
    const tests::CountingScenario scenario;
    const auto experiment = scenario.prepare(complete(scenario.info(), {}));
    workers::WorkerPool pool(2);
    const Capture capture = captureIteration(*experiment, {1}, pool, 1);
    const trace::Recording& recording = capture.trace->recording();
    EXPECT_EQ(recording.cost, trace::recordingCost(recording.source));
    std::size_t recorded = 0;
    for (const trace::Lane& lane : capture.trace->lanes()) {
        for (const trace::Span& span : lane.spans) {
            EXPECT_LE(span.end, capture.trace->duration());
            if (span.count == 0) { // added when the trace was made
                EXPECT_EQ(span.processor, base::Processor::Unknown);
                continue;
            }
            ++recorded;
            if (std::thread::hardware_concurrency() < 255) { // others have no number here
                EXPECT_NE(span.processor, base::Processor::Unknown);
            }
        }
    }
    EXPECT_GT(recorded, 0u);
}
