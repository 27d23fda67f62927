// SPDX-License-Identifier: GPL-3.0-or-later
// Sketches training-pipeline with the scene's types: loader, processor, emulated device, queues between.
#include "core/analysis/breakdown.h"
#include "core/scenario/scene.h"
#include "tests/support/hand_made_trace.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lab;
using namespace lab::scenario;
using trace::State;

namespace {

constexpr TaskId kLoad{0};
constexpr TaskId kProcess{1};
constexpr TaskId kTrain{2};
constexpr std::size_t kDeviceLane = 2;
constexpr std::int64_t kBatches = 3;

Scene pipeline()
{
    Scene scene;
    for (const char* name : {"load", "process", "train"}) {
        Task task;
        task.unitName = "Batch";
        task.name = name;
        task.axes = {{"batch", kBatches}};
        task.loops = {{0}};
        scene.add(std::move(task));
    }
    Exhibit loaded;
    loaded.kind = ExhibitKind::Queue;
    loaded.title = "Loaded batches";
    loaded.shape = {{"place", 2}};
    loaded.details = QueueDetails{kLoad, kProcess, 2};
    scene.add(std::move(loaded));
    Exhibit device;
    device.kind = ExhibitKind::Device;
    device.title = "GPU";
    device.shape = {{"layer", 2}};
    device.details = DeviceDetails{kDeviceLane, {"784→128", "128→10"}, true};
    const ExhibitId deviceId = scene.add(std::move(device)).id;
    scene.tasks[kTrain.index()].touches = {{deviceId, Access::Writes, {kWhole}}};
    return scene;
}

// Loading takes 10, processing 30, training 20: batches pile up behind the processor.
std::shared_ptr<const trace::Trace> run()
{
    tests::HandMadeTrace hand;
    const std::size_t loader = hand.lane("loader");
    const std::size_t processor = hand.lane("processor");
    const std::size_t gpu = hand.lane("GPU (emulated)", trace::LaneKind::Device);
    for (std::uint32_t batch = 0; batch < kBatches; ++batch) {
        hand.add(loader, batch * 10, batch * 10 + 10, State::Computing, kLoad, batch);
        const base::Nanoseconds begin = 10 + batch * 30;
        hand.add(processor, begin, begin + 30, State::Computing, kProcess, batch);
        hand.add(gpu, begin + 30, begin + 50, State::DeviceBusy, kTrain, batch);
        if (batch + 1 < kBatches)
            hand.add(gpu, begin + 50, begin + 60, State::WaitsForData, kTrain, batch + 1, 1,
                     static_cast<std::uint32_t>(processor));
    }
    return hand.until(130);
}

} // namespace

TEST(PipelineSketch, QueueDepthFollowsProducerAndConsumer)
{
    const Scene scene = pipeline();
    const auto trace = run();
    const auto& queue = std::get<QueueDetails>(scene.exhibits[0].details);
    const auto depth = [&](base::Nanoseconds t) { return queued(scene, queue, *trace, t); };
    EXPECT_EQ(depth(9), 0);
    EXPECT_EQ(depth(10), 0); // loaded and taken at once
    EXPECT_EQ(depth(20), 1);
    EXPECT_EQ(depth(30), 2);
    EXPECT_EQ(depth(40), 1);
    EXPECT_EQ(depth(70), 0);
    EXPECT_EQ(depth(130), 0);
}

TEST(PipelineSketch, DeviceIsBusyIdleOrWaiting)
{
    const Scene scene = pipeline();
    const auto trace = run();
    const auto stateAt = [&](base::Nanoseconds t) {
        const trace::LaneIndex& index = trace->lanes()[kDeviceLane].index;
        return index.segments()[index.firstEndingAfter(t)].state;
    };
    EXPECT_EQ(stateAt(20), State::StartUp);
    EXPECT_EQ(stateAt(45), State::DeviceBusy);
    EXPECT_EQ(stateAt(65), State::WaitsForData);
    EXPECT_EQ(stateAt(119), State::DeviceBusy);

    const trace::StateTimes times = trace->lanes()[kDeviceLane].index.between(0, trace->duration());
    const auto of = [&](State state) { return times[static_cast<std::size_t>(state)]; };
    EXPECT_EQ(of(State::DeviceBusy), 60);
    EXPECT_EQ(of(State::StartUp), 40);
    EXPECT_EQ(of(State::WaitsForData), 20);
    EXPECT_EQ(of(State::Idle), 10); // drain
}

TEST(PipelineSketch, DeviceLightsUpOnlyWhileItTrains)
{
    const Scene scene = pipeline();
    const auto trace = run();
    const auto onDevice = [&](base::Nanoseconds t) {
        const auto active = activeSpans(scene, *trace, t);
        return std::any_of(active.begin(), active.end(),
                           [](const ActiveSpan& span) { return span.lane == kDeviceLane; });
    };
    EXPECT_FALSE(onDevice(20));
    EXPECT_TRUE(onDevice(45));
    EXPECT_FALSE(onDevice(65));
    const auto trained = progressOf(scene, kTrain, *trace, 80);
    EXPECT_DOUBLE_EQ(trained[0].done, 1);
    EXPECT_DOUBLE_EQ(trained[1].done, 0.5);
    EXPECT_FALSE(trained[2].started);
}
