// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/preview.h"

#include "tests/core/session/counting_scenario.h"

#include <gtest/gtest.h>

using namespace lab;
using namespace lab::session;

namespace {

/// Prepares until it is stopped.
class Endless : public tests::CountingScenario
{
public:
    std::unique_ptr<scenario::Experiment> prepare(const scenario::Request& request) const override
    {
        for (;;) {
            throwIfStopped(request);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
};

/// Finds that its input is missing.
class Broken : public tests::CountingScenario
{
public:
    std::unique_ptr<scenario::Experiment> prepare(const scenario::Request&) const override
    {
        throw std::runtime_error("there is no input");
    }
};

void waitFor(const Preview& preview)
{
    while (preview.busy())
        std::this_thread::yield();
}

scenario::Request forWorkers(int workers)
{
    scenario::Request request;
    request.workers = workers;
    return request;
}

} // namespace

TEST(Preview, HasSceneAndLanesButNoSpans)
{
    const tests::CountingScenario scenario;
    Preview preview;
    EXPECT_EQ(preview.take(), nullptr);
    preview.start(scenario, forWorkers(3), base::VariantId{1});
    waitFor(preview);
    const auto capture = preview.take();
    ASSERT_NE(capture, nullptr);
    EXPECT_EQ(capture->variant, base::VariantId{1});
    EXPECT_EQ(capture->workers, 3);
    EXPECT_EQ(capture->trace->lanes().size(), 3u);
    EXPECT_EQ(capture->trace->spanCount(), 0u);
    EXPECT_EQ(capture->trace->duration(), 0);
    EXPECT_EQ(capture->scene->tasks.size(), 1u);
    EXPECT_EQ(preview.take(), nullptr) << "taken once";
}

TEST(Preview, StoppedLeavesNothingAndStartsAgain)
{
    const Endless endless;
    const tests::CountingScenario scenario;
    Preview preview;
    preview.start(endless, forWorkers(2), base::VariantId{0});
    EXPECT_TRUE(preview.busy());
    preview.requestStop();
    waitFor(preview);
    EXPECT_EQ(preview.take(), nullptr);
    preview.start(endless, forWorkers(2), base::VariantId{0});
    preview.start(scenario, forWorkers(2), base::VariantId{0}); // in its place
    waitFor(preview);
    EXPECT_NE(preview.take(), nullptr);
}

TEST(Preview, WhatFailsShowsNothing)
{
    const Broken broken;
    Preview preview;
    preview.start(broken, forWorkers(1), base::VariantId{0});
    waitFor(preview);
    EXPECT_EQ(preview.take(), nullptr);
    EXPECT_THROW(preview.start(broken, forWorkers(0), base::VariantId{0}), scenario::ParameterError);
    EXPECT_FALSE(preview.busy());
}
