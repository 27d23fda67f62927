// SPDX-License-Identifier: GPL-3.0-or-later
// Sketches multi-gpu with the scene's types: two devices, a link each way, a ring all-reduce.
#include "core/scenario/scene.h"
#include "tests/support/hand_made_trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lab;
using namespace lab::scenario;
using testing::ElementsAre;
using trace::LaneKind;
using trace::State;

namespace {

constexpr TaskId kStep{0};
constexpr TaskId kReduce{1};
constexpr TaskId kGather{2};
constexpr TaskId kUpdate{3};
constexpr std::int64_t kChunkBytes = 4096;

Scene ring()
{
    Scene scene;
    std::vector<ExhibitId> devices;
    for (std::size_t d = 0; d < 2; ++d) {
        Exhibit device;
        device.kind = ExhibitKind::Device;
        device.title = "GPU " + std::to_string(d + 1);
        device.shape = {{"layer", 3}};
        device.details = DeviceDetails{d, {"784→128", "128→64", "64→10"}, true};
        devices.push_back(scene.add(std::move(device)).id);
    }
    for (std::size_t d = 0; d < 2; ++d) {
        Exhibit link;
        link.kind = ExhibitKind::Link;
        link.title = "link";
        link.shape = {{"chunk", 2}};
        link.details = LinkDetails{devices[d], devices[1 - d], 16e9, 2 + d, kChunkBytes};
        scene.add(std::move(link));
    }
    Exhibit gradient;
    gradient.kind = ExhibitKind::Vector;
    gradient.title = "Gradient";
    gradient.shape = {{"chunk", 2}};
    const ExhibitId gradientId = scene.add(std::move(gradient)).id;

    for (const auto& [name, unitName, axis] : {std::tuple{"training step", "Shard", "shard"},
                                               {"reduce", "Chunk", "chunk"},
                                               {"gather", "Chunk", "chunk"},
                                               {"update", "Replica", "replica"}}) {
        Task task;
        task.name = name;
        task.unitName = unitName;
        task.axes = {{axis, 2}};
        task.loops = {{0}};
        scene.add(std::move(task));
    }
    scene.tasks[kReduce.index()].touches = {{gradientId, Access::Reads, {0}}};
    scene.tasks[kGather.index()].touches = {{gradientId, Access::Writes, {0}}};
    return scene;
}

std::shared_ptr<const trace::Trace> run()
{
    tests::HandMadeTrace hand;
    hand.lane("GPU 1 (emulated)", LaneKind::Device);
    hand.lane("GPU 2 (emulated)", LaneKind::Device);
    hand.lane("link 1→2", LaneKind::Link);
    hand.lane("link 2→1", LaneKind::Link);
    for (std::uint32_t d = 0; d < 2; ++d) {
        hand.add(d, 0, 100, State::DeviceBusy, kStep, d);
        hand.add(d, 100, 140, State::WaitsForData, kUpdate, d, 1, 3 - d);
        hand.add(d, 140, 160, State::DeviceBusy, kUpdate, d);
        hand.add(2 + d, 100, 120, State::Transfer, kReduce, d, 1, 1 - d); // each sends its own chunk on
        hand.add(2 + d, 120, 140, State::Transfer, kGather, 1 - d, 1, 1 - d);
    }
    return hand.until(160);
}

} // namespace

TEST(MultiGpuSketch, ChunksTravelOverTheirLinks)
{
    const Scene scene = ring();
    const auto trace = run();
    const auto active = activeSpans(scene, *trace, 110);
    ASSERT_EQ(active.size(), 2u); // both links; the devices wait
    EXPECT_EQ(active[0].lane, std::get<LinkDetails>(scene.exhibits[2].details).lane);
    EXPECT_DOUBLE_EQ(active[0].progress, 0.5);
    EXPECT_THAT(active[0].footprints.at(0).ranges, ElementsAre(Range{0, 1}));
    EXPECT_THAT(active[1].footprints.at(0).ranges, ElementsAre(Range{1, 2}));
    const trace::Span& span = trace->lanes()[active[0].lane].spans[active[0].span];
    EXPECT_EQ(labelOf(scene, span), "Chunk 1");
    EXPECT_EQ(span.peer, 1u);
}

TEST(MultiGpuSketch, LinksCountTheirBytes)
{
    const Scene scene = ring();
    const auto trace = run();
    const auto& link = std::get<LinkDetails>(scene.exhibits[3].details);
    EXPECT_EQ(bytesMoved(scene, link, *trace, 100), 0);
    EXPECT_EQ(bytesMoved(scene, link, *trace, 110), kChunkBytes / 2);
    EXPECT_EQ(bytesMoved(scene, link, *trace, 160), 2 * kChunkBytes);
}

TEST(MultiGpuSketch, LinkLanesHaveNoStartUpOrIdle)
{
    const auto trace = run();
    EXPECT_EQ(trace->lanes()[2].spans.size(), 2u);
    EXPECT_EQ(trace->lanes()[0].spans.size(), 3u);
}

TEST(MultiGpuSketch, EveryDeviceUpdatesAfterTheGather)
{
    const Scene scene = ring();
    const auto trace = run();
    for (const UnitProgress& unit : progressOf(scene, kUpdate, *trace, 139))
        EXPECT_FALSE(unit.started);
    for (const UnitProgress& unit : progressOf(scene, kUpdate, *trace, 160))
        EXPECT_DOUBLE_EQ(unit.done, 1);
}
