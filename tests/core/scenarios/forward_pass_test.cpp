// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/registry.h"
#include "core/scenarios/all.h"
#include "core/scenarios/forward-pass/layer_stages.h"
#include "core/scenarios/forward-pass/ways.h"
#include "core/session/capture.h"
#include "core/session/run_session.h"

#include <atomic>
#include <gtest/gtest.h>
#include <map>

namespace lab::scenarios::forward_pass {

namespace {

using namespace scenario;
using namespace session;

std::unique_ptr<Experiment> experiment(Settings settings, int workers)
{
    static const Registry registry = scenarios::all();
    const Scenario& scenario = registry.get("forward-pass");
    return scenario.prepare(complete(scenario.info(), Request{std::move(settings), workers, 1, {}}));
}

TEST(LayerGroups, CoverAllLayersInOrderAndAreNeverEmpty)
{
    for (const auto& sizes :
         {std::vector<std::int64_t>{784, 128, 64, 10}, std::vector<std::int64_t>{784, 784, 784, 784, 784, 10},
          std::vector<std::int64_t>{1, 1, 1000, 1000, 1}, std::vector<std::int64_t>{5, 3}}) {
        const kernels::Network network(sizes);
        for (int workers = 1; workers <= 8; ++workers) {
            const auto groups = groupLayers(network, workers);
            ASSERT_EQ(groups.size(),
                      std::min<std::size_t>(static_cast<std::size_t>(workers), network.layerCount()));
            EXPECT_EQ(groups.front().first, 0u);
            EXPECT_EQ(groups.back().end, network.layerCount());
            for (std::size_t i = 0; i < groups.size(); ++i) {
                EXPECT_LT(groups[i].first, groups[i].end);
                if (i > 0) {
                    EXPECT_EQ(groups[i].first, groups[i - 1].end);
                }
            }
        }
    }
}

TEST(LayerGroups, ShareTheWorkNotTheLayers)
{
    const auto trained = groupLayers(kernels::Network({784, 128, 64, 10}), 2);
    EXPECT_EQ(trained[0].end, 1u); // the first layer is nine tenths of the work
    const auto equal = groupLayers(kernels::Network({784, 784, 784, 784, 784, 10}), 2);
    EXPECT_EQ(equal[0].end, 2u);
}

TEST(RunLayerGroups, NoLayerBeginsBeforeTheOneItNeeds)
{
    const kernels::Network network({4, 4, 4, 4});
    for (const int workers : {1, 2, 3, 5}) {
        workers::WorkerPool pool(workers);
        std::array<std::atomic<std::int64_t>, 3> done{};
        std::atomic<int> calls{0};
        runStageGroups(groupLayers(network, workers), 20, pool, nullptr,
                       [&](std::size_t layer, std::int64_t block, std::size_t) {
                           if (layer > 0) {
                               EXPECT_GT(done[layer - 1].load(), block);
                           }
                           EXPECT_EQ(done[layer].load(), block);
                           done[layer].store(block + 1);
                           ++calls;
                       });
        EXPECT_EQ(calls, 60);
    }
}

// What the lanes show, on a real run.
TEST(ForwardPass, LayersOfOneBatchNeverOverlapAndWaitsNameTheLayer)
{
    const auto run = experiment({{"samples", std::int64_t{32}}}, 2);
    workers::WorkerPool pool(2);
    const Capture capture = captureIteration(*run, {kLayers}, pool, 1);
    std::map<std::uint16_t, trace::Span> layers;
    for (const trace::Lane& lane : capture.trace->lanes()) {
        for (const trace::Span& span : lane.spans) {
            if (span.state == trace::State::Computing)
                layers[span.task.value] = span;
            if (span.state == trace::State::WaitsForData) {
                EXPECT_EQ(labelOf(*capture.scene, span), "needs layer 1");
                EXPECT_LT(span.peer, 2u);
            }
        }
    }
    ASSERT_EQ(layers.size(), 3u);
    EXPECT_LE(layers[0].end, layers[1].begin);
    EXPECT_LE(layers[1].end, layers[2].begin);
}

TEST(ForwardPass, EveryBlockGoesThroughAllLayersInOrder)
{
    const auto run = experiment({{"samples", std::int64_t{30}}, {"microbatches", std::int64_t{7}}}, 3);
    workers::WorkerPool pool(3);
    for (const std::uint32_t way : {std::uint32_t{kMicroBatches}, std::uint32_t{kSplit}}) {
        const Capture capture = captureIteration(*run, {way}, pool, 1);
        std::map<std::pair<std::uint32_t, std::uint16_t>, trace::Span> spans; // by block and layer
        for (const trace::Lane& lane : capture.trace->lanes()) {
            for (const trace::Span& span : lane.spans) {
                if (span.state == trace::State::Computing)
                    spans[{span.first, span.task.value}] = span;
            }
        }
        for (const auto& [key, span] : spans) {
            if (key.second == 0)
                continue;
            const auto before = spans.find({key.first, static_cast<std::uint16_t>(key.second - 1)});
            ASSERT_NE(before, spans.end());
            EXPECT_LE(before->second.end, span.begin);
        }
    }
}

} // namespace

} // namespace lab::scenarios::forward_pass
