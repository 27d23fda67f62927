// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/capture.h"

#include "core/scenario/run_session.h"
#include "tests/core/scenario/counting_scenario.h"

#include <gtest/gtest.h>
#include <stdexcept>

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
