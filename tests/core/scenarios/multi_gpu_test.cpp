// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/multi-gpu/multi_gpu.h"

#include "core/machine/machine.h"
#include "core/scenarios/multi-gpu/cluster.h"
#include "core/scenarios/multi-gpu/ways.h"
#include "core/session/capture.h"
#include "core/session/run_session.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>
#include <thread>

using namespace lab;
using namespace lab::scenario;
using namespace lab::session;
using namespace lab::scenarios::multi_gpu;
using testing::HasSubstr;
using trace::State;

namespace {

class MultiGpu : public testing::Test
{
protected:
    std::unique_ptr<Experiment> prepare(Settings settings)
    {
        Request request;
        request.settings = std::move(settings);
        request.settings.try_emplace("batch", std::int64_t{16});
        request.settings.try_emplace("width", std::int64_t{64});
        request.settings.try_emplace("throughput", std::int64_t{200});
        return m_scenario->prepare(complete(m_scenario->info(), request));
    }
    Capture capture(Experiment& experiment, std::uint32_t way)
    {
        return captureIteration(experiment, {way}, m_pool, 1);
    }

    const std::unique_ptr<const Scenario> m_scenario = scenarios::multi_gpu::make();
    workers::WorkerPool m_pool{1};
};

std::vector<const Exhibit*> exhibitsOf(const Scene& scene, ExhibitKind kind)
{
    std::vector<const Exhibit*> found;
    for (const Exhibit& exhibit : scene.exhibits) {
        if (exhibit.kind == kind)
            found.push_back(&exhibit);
    }
    return found;
}

std::vector<trace::Span> worksOf(const trace::Lane& lane)
{
    std::vector<trace::Span> works;
    std::copy_if(lane.spans.begin(), lane.spans.end(), std::back_inserter(works),
                 [](const trace::Span& span) { return span.state == State::DeviceBusy; });
    return works;
}

/// Two devices with a kernel each, the second after the first; then they have one weight.
class OneKernelEach : public Cluster
{
public:
    explicit OneKernelEach(const Job& job) : Cluster(job)
    {
        addDevice(job.device);
        addDevice(job.device);
    }
    std::vector<trace::LaneInfo> lanes() const override { return laneInfos(); }
    std::shared_ptr<const Scene> scene() const override { return {}; }

    std::function<void()> work;
    base::Nanoseconds time = 0;
    int restarts = 0;

private:
    std::vector<workers::Event> enqueue(trace::Recorder* recorder, const std::stop_token& stop) override
    {
        workers::Command first = kernel(0, {0}, 0, 0, recorder);
        first.work = work;
        first.modelled = time;
        workers::Command second = kernel(1, {1}, 0, 0, recorder);
        second.after = {m_devices[0]->queue().enqueue(std::move(first), stop)};
        return {m_devices[1]->queue().enqueue(std::move(second), stop)};
    }
    void restart() override { ++restarts; }
    void conclude(Outcome& outcome) const override { outcome.weights = {1}; }
};

} // namespace

TEST_F(MultiGpu, EveryWayGivesTheWeightsOfOneGpuOnAnyNumberOfGpus)
{
    for (const std::int64_t devices : {1, 2, 3, 5, 8}) {
        const auto experiment =
            prepare({{"devices", devices}, {"steps", std::int64_t{3}}, {"micro", std::int64_t{3}}});
        for (std::uint32_t way = 0; way < kWays; ++way) {
            experiment->iterate({way}, m_pool, nullptr);
            EXPECT_LE(experiment->differenceFromSequential({way}), experiment->tolerance({way}))
                << way << " on " << devices;
        }
        EXPECT_LT(experiment->tolerance({kDataParallel}), 1e-3) << "a bound that can be missed";
        // The same operations in the same order, wherever they are done.
        EXPECT_EQ(experiment->differenceFromSequential({kOne}), 0);
        EXPECT_EQ(experiment->differenceFromSequential({kModelParallel}), 0);
    }
}

TEST_F(MultiGpu, ARingMovesTwiceTheGradientOfAllButOne)
{
    for (const std::int64_t devices : {2, 3, 8}) {
        const auto experiment = prepare({{"devices", devices}, {"steps", std::int64_t{2}}});
        const Capture made = capture(*experiment, kDataParallel);
        const auto links = exhibitsOf(*made.scene, ExhibitKind::Link);
        ASSERT_EQ(static_cast<std::int64_t>(links.size()), devices);
        // 784·64 + 64 and five times 64·64 + 64, and 64·10 + 10 parameters, rounded up to equal chunks
        const std::int64_t parameters = 784 * 64 + 64 + 5 * (64 * 64 + 64) + 64 * 10 + 10;
        const std::int64_t chunk = (parameters + devices - 1) / devices * 4;
        for (const Exhibit* link : links) {
            const auto& details = std::get<LinkDetails>(link->details);
            EXPECT_EQ(details.bytesPerUnit, chunk);
            EXPECT_EQ(bytesMoved(*made.scene, details, *made.trace, made.trace->duration()),
                      std::int64_t{4} * (devices - 1) * chunk); // there and on, 2 steps
        }
        EXPECT_THAT(experiment->remark({kDataParallel}),
                    HasSubstr("equal on all " + std::to_string(devices) + " GPUs after every step"));
    }
}

TEST_F(MultiGpu, PartialSumsEndAsTheSameWholeSumEverywhere)
{
    const auto experiment = prepare({{"devices", std::int64_t{4}}});
    const auto scene = experiment->scene({kDataParallel});
    const Exhibit& sums = *exhibitsOf(*scene, ExhibitKind::Reduction).at(0);
    ASSERT_EQ(sums.shape[1].extent, 7); // its own, and 2 · 3 transfers
    const auto norm = [&](std::int64_t moment, std::int64_t device, std::int64_t chunk) {
        return sums.values[(moment * 4 + device) * 4 + chunk];
    };
    for (std::int64_t chunk = 0; chunk < 4; ++chunk) {
        for (std::int64_t device = 1; device < 4; ++device)
            EXPECT_EQ(norm(6, device, chunk), norm(6, 0, chunk));
        EXPECT_NE(norm(0, 1, chunk), norm(0, 0, chunk));
        // After all partial sums have grown, chunk c is whole where the ring left it.
        EXPECT_EQ(norm(3, (chunk + 3) % 4, chunk), norm(6, 0, chunk));
    }
}

TEST_F(MultiGpu, LayersAreSplitWithoutGapAndNeedOneAnother)
{
    const auto experiment = prepare({{"devices", std::int64_t{4}}});
    const Capture made = capture(*experiment, kModelParallel);
    std::size_t layers = 0;
    base::Nanoseconds end = 0;
    for (const Exhibit* device : exhibitsOf(*made.scene, ExhibitKind::Device)) {
        const auto& details = std::get<DeviceDetails>(device->details);
        layers += details.layers.size();
        const auto works = worksOf(made.trace->lanes()[details.lane]);
        ASSERT_EQ(works.size(), 3u); // forward, backward, update
        EXPECT_GE(works[0].begin, end) << "forward needs the layers before";
        end = works[0].end;
    }
    EXPECT_EQ(layers, 7u);
}

TEST_F(MultiGpu, MicroBatchesOverlap)
{
    const auto experiment =
        prepare({{"devices", std::int64_t{2}}, {"micro", std::int64_t{4}}, {"throughput", std::int64_t{1}}});
    const Capture made = capture(*experiment, kMicroBatches);
    const auto first = worksOf(made.trace->lanes()[0]);
    const auto second = worksOf(made.trace->lanes()[1]);
    ASSERT_EQ(first.size(), 9u); // 4 forward, 4 backward, update
    EXPECT_LT(second[0].begin, first[3].end) << "works on the first part before the last is done";
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_GE(second[i].begin, first[i].end);
    EXPECT_THAT(experiment->remark({kMicroBatches}), HasSubstr("20 %")); // (2 − 1) ÷ (4 + 2 − 1)
}

TEST_F(MultiGpu, WhatDoesNotFitOneGpuMayFitSeveral)
{
    const auto experiment =
        prepare({{"devices", std::int64_t{4}}, {"width", std::int64_t{256}}, {"memory", std::int64_t{2048}}});
    EXPECT_THAT(experiment->availability({kOne}).note, HasSubstr("GPU 1 has 2.0 MB free"));
    EXPECT_FALSE(experiment->availability({kDataParallel}).available);
    EXPECT_TRUE(experiment->availability({kModelParallel}).available);
    experiment->iterate({kModelParallel}, m_pool, nullptr);
    EXPECT_EQ(experiment->differenceFromSequential({kModelParallel}), 0);
    try {
        prepare({{"width", std::int64_t{512}}, {"memory", std::int64_t{256}}});
        FAIL() << "no layer fits";
    } catch (const ParameterError& error) {
        EXPECT_THAT(error.what(), HasSubstr("raise 'memory'"));
    }
}

TEST_F(MultiGpu, ARunWithoutOneGpuIsAboutWhatFits)
{
    RunSession session(machine::read());
    RunOptions options;
    options.scenario = m_scenario.get();
    options.request.settings = {{"memory", std::int64_t{4096}}};
    options.budgetSeconds = 0.5;
    session.start(options);
    session.wait();
    const auto state = session.state();
    ASSERT_EQ(state->phase, Phase::Finished) << state->error;
    EXPECT_EQ(state->mainVariant, std::size_t{kMicroBatches}); // the other one has none to compare with
    EXPECT_EQ(state->variants[kMicroBatches].against, std::size_t{kModelParallel});
    EXPECT_GT(state->variants[kModelParallel].median, 0);
    EXPECT_FALSE(state->variants[kDataParallel].capture);
}

TEST_F(MultiGpu, UnevenMicroBatchesAreCountedToTheByte)
{
    const auto experiment =
        prepare({{"devices", std::int64_t{3}}, {"micro", std::int64_t{3}}, {"steps", std::int64_t{2}}});
    const Capture made = capture(*experiment, kMicroBatches); // 5, 5 and 6 images
    for (const Exhibit* link : exhibitsOf(*made.scene, ExhibitKind::Link)) {
        const auto& details = std::get<LinkDetails>(link->details);
        EXPECT_EQ(bytesMoved(*made.scene, details, *made.trace, made.trace->duration()),
                  2 * 16 * 64 * 4); // steps, images, width, bytes
    }
}

TEST_F(MultiGpu, AKernelThatFailsOrNeverEndsLeavesTheGpusUsable)
{
    Request request;
    const Job job = jobOf(complete(m_scenario->info(), request));
    OneKernelEach cluster(job);
    cluster.work = [] { throw std::runtime_error("no such kernel"); };
    EXPECT_THROW(cluster.train(nullptr, {}), std::runtime_error);
    EXPECT_TRUE(cluster.outcome().weights.empty());

    cluster.work = {};
    cluster.time = std::chrono::nanoseconds(std::chrono::hours(1)).count();
    std::stop_source source;
    std::jthread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        source.request_stop();
    });
    cluster.train(nullptr, source.get_token());
    EXPECT_TRUE(cluster.outcome().weights.empty());

    cluster.time = 0;
    cluster.train(nullptr, {});
    EXPECT_EQ(cluster.outcome().weights.size(), 1u);
    EXPECT_EQ(cluster.restarts, 3) << "each of the three began anew";
    cluster.reset();
    cluster.train(nullptr, {});
    EXPECT_EQ(cluster.restarts, 4) << "but not twice";
}

TEST(Fingerprint, TellsValuesAndPlacesApart)
{
    std::vector<float> values(100);
    std::iota(values.begin(), values.end(), 1.0f);
    const auto before = fingerprint(values);
    EXPECT_EQ(fingerprint(values), before);
    for (const auto& [a, b] : {std::pair<std::size_t, std::size_t>{0, 16}, {3, 4}, {97, 99}}) {
        std::swap(values[a], values[b]);
        EXPECT_NE(fingerprint(values), before) << a << " and " << b;
        std::swap(values[a], values[b]);
    }
    values[99] = std::nextafter(values[99], 0.0f);
    EXPECT_NE(fingerprint(values), before);
}

TEST_F(MultiGpu, LinksMayBeImmediateOrSlowAndRunsCanBeStopped)
{
    const auto fast = prepare({{"latency", std::int64_t{0}}, {"bandwidth", std::int64_t{100'000}}});
    const auto slow = prepare({{"latency", std::int64_t{5000}},
                               {"bandwidth", std::int64_t{1}},
                               {"throughput", std::int64_t{1}},
                               {"steps", std::int64_t{8}}});
    for (const std::uint32_t way : {kDataParallel, kModelParallel, kMicroBatches}) {
        fast->iterate({way}, m_pool, nullptr);
        EXPECT_LE(fast->differenceFromSequential({way}), fast->tolerance({way}));
        std::stop_source source;
        m_pool.setStopToken(source.get_token());
        std::jthread stopper([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            source.request_stop();
        });
        slow->iterate({way}, m_pool, nullptr); // seconds, if it were not stopped
        EXPECT_TRUE(std::isinf(slow->differenceFromSequential({way})));
        m_pool.setStopToken({});
    }
}

TEST_F(MultiGpu, RefusesABatchThatCannotBeSplit)
{
    EXPECT_THROW(prepare({{"batch", std::int64_t{8}}, {"micro", std::int64_t{32}}}), ParameterError);
}
