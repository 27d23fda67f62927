// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/capture.h"

#include "core/scenario/run_session.h"
#include "tests/core/scenario/counting_scenario.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>

using namespace lab;
using namespace lab::scenario;

TEST(Capture, WhatGoesWrongWhileCollectingReachesTheCaller)
{
    const tests::CountingScenario scenario;
    Request request;
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
