// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/training-pipeline/training_pipeline.h"

#include "core/analysis/idle_causes.h"
#include "core/base/resources.h"
#include "core/kernels/network.h"
#include "core/scenarios/training-pipeline/training_step.h"
#include "core/session/capture.h"
#include "core/session/run_session.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <thread>

using namespace lab;
using namespace lab::scenario;
using namespace lab::session;
using trace::State;

namespace {

constexpr base::TaskId kLoad{0};
constexpr base::TaskId kProcess{1};
constexpr base::TaskId kTrain{2};
enum : std::uint32_t { kSequential, kPipeline, kLoaders, kWays };

class TrainingPipeline : public testing::Test
{
protected:
    std::unique_ptr<Experiment> prepare(Settings settings)
    {
        Request request;
        request.settings = std::move(settings);
        request.settings.try_emplace("batch", std::int64_t{16});
        request.settings.try_emplace("batches", std::int64_t{8});
        return m_scenario->prepare(complete(m_scenario->info(), request));
    }
    Capture capture(Experiment& experiment, std::uint32_t way)
    {
        workers::WorkerPool pool(way == kSequential ? 1 : experiment.workers({way}, 2));
        return captureIteration(experiment, {way}, pool, 1);
    }

    const std::unique_ptr<const Scenario> m_scenario = scenarios::training_pipeline::make();
};

/// The one span of each unit of `task`.
std::map<std::uint32_t, trace::Span> spansOf(const trace::Trace& trace, base::TaskId task)
{
    std::map<std::uint32_t, trace::Span> found;
    for (const trace::Lane& lane : trace.lanes()) {
        for (const trace::Span& span : lane.spans) {
            const bool works = span.state == State::Computing || span.state == State::DeviceBusy ||
                               span.state == State::Transfer;
            if (works && span.task == task) {
                EXPECT_TRUE(found.emplace(span.first, span).second);
            }
        }
    }
    return found;
}

constexpr std::size_t kDeviceLane = 0;

} // namespace

TEST_F(TrainingPipeline, EveryBatchIsLoadedThenProcessedThenTrainedInOrder)
{
    const auto experiment = prepare({{"prefetch", std::int64_t{4}}});
    for (std::uint32_t way = 0; way < kWays; ++way) {
        const Capture made = capture(*experiment, way);
        const auto load = spansOf(*made.trace, kLoad);
        const auto process = spansOf(*made.trace, kProcess);
        const auto train = spansOf(*made.trace, kTrain);
        ASSERT_EQ(train.size(), 8u);
        for (std::uint32_t batch = 0; batch < 8; ++batch) {
            EXPECT_LE(load.at(batch).end, process.at(batch).begin);
            EXPECT_LE(process.at(batch).end, train.at(batch).begin);
            if (batch > 0) {
                EXPECT_LE(train.at(batch - 1).end, train.at(batch).begin);
            }
        }
        EXPECT_EQ(made.trace->lanes().front().info.kind, trace::LaneKind::Device);
    }
}

TEST_F(TrainingPipeline, LossAndWeightsAreTheSameInEveryVariant)
{
    const auto experiment = prepare({});
    workers::WorkerPool pool(5);
    for (int repetition = 0; repetition < 3; ++repetition) {
        for (std::uint32_t way = 0; way < kWays; ++way) {
            experiment->iterate({way}, pool, nullptr);
            EXPECT_EQ(experiment->differenceFromSequential({way}), 0);
        }
    }
    const auto arrays = experiment->arrays();
    const auto losses = std::find_if(arrays.begin(), arrays.end(),
                                     [](const NamedArray& array) { return array.name == "pipeline"; });
    ASSERT_NE(losses, arrays.end());
    EXPECT_EQ(losses->shape, std::vector<std::int64_t>{8});
    EXPECT_LT(losses->values[7], losses->values[0]);
}

TEST_F(TrainingPipeline, NoMoreBatchesAreAheadOfTheGpuThanPrefetchAllows)
{
    for (const std::int64_t prefetch : {1, 2, 5}) {
        const auto experiment =
            prepare({{"prefetch", prefetch}, {"load", std::int64_t{0}}, {"launch", std::int64_t{0}}});
        for (const std::uint32_t way : {kPipeline, kLoaders}) {
            const Capture made = capture(*experiment, way);
            const auto load = spansOf(*made.trace, kLoad);
            const auto train = spansOf(*made.trace, kTrain);
            for (std::uint32_t batch = static_cast<std::uint32_t>(prefetch); batch < 8; ++batch)
                EXPECT_GE(load.at(batch).begin, train.at(batch - static_cast<std::uint32_t>(prefetch)).begin)
                    << "batch " << batch << ", prefetch " << prefetch;
        }
    }
}

TEST_F(TrainingPipeline, NoMoreThanTheLoadersLoadAtATime)
{
    const auto experiment = prepare({{"loaders", std::int64_t{2}}, {"prefetch", std::int64_t{8}}});
    const auto loads = spansOf(*capture(*experiment, kLoaders).trace, kLoad);
    for (const auto& [batch, span] : loads) {
        const auto others = std::count_if(loads.begin(), loads.end(), [&](const auto& other) {
            return other.second.begin <= span.begin && span.begin < other.second.end;
        });
        EXPECT_LE(others, 2) << batch; // itself included
    }
}

TEST_F(TrainingPipeline, TheGpusIdleTimeIsSplitByCauseWithoutRest)
{
    const auto experiment = prepare({});
    for (std::uint32_t way = 0; way < kWays; ++way) {
        const Capture made = capture(*experiment, way);
        const analysis::IdleCauses causes = analysis::idleCauses(*made.trace, kDeviceLane);
        EXPECT_EQ(causes.busy + causes.idle(), made.trace->duration());
        EXPECT_GT(causes.startUp, 0);
        EXPECT_GE(causes.drain, 0);
        for (const auto& wait : causes.waits)
            EXPECT_TRUE(wait.task == kLoad || wait.task == kProcess);
        EXPECT_THAT(experiment->remark({way}), testing::HasSubstr("GPU idle"));
    }
    const Capture made = capture(*experiment, kSequential);
    EXPECT_EQ(analysis::idleCauses(*made.trace, kDeviceLane).waits.size(), 2u); // both, every time
}

TEST_F(TrainingPipeline, AGpuSlowerThanTheWorkIsNeverWaitedForByItself)
{
    const auto experiment = prepare({{"train", std::int64_t{400}}, {"load", std::int64_t{0}}});
    const Capture made = capture(*experiment, kPipeline);
    const analysis::IdleCauses causes = analysis::idleCauses(*made.trace, kDeviceLane);
    EXPECT_LT(causes.waiting(), causes.busy);
    // Somebody waits for the GPU instead.
    bool waits = false;
    for (const trace::Lane& lane : made.trace->lanes()) {
        for (const trace::Span& span : lane.spans)
            waits = waits || (span.state == State::WaitsForData && span.task == kTrain);
    }
    EXPECT_TRUE(waits);
}

TEST_F(TrainingPipeline, WorksWithoutAnyEmulatedTime)
{
    const auto experiment =
        prepare({{"train", std::int64_t{0}}, {"load", std::int64_t{0}}, {"launch", std::int64_t{0}}});
    for (std::uint32_t way = 0; way < kWays; ++way) {
        capture(*experiment, way);
        EXPECT_EQ(experiment->differenceFromSequential({way}), 0);
    }
}

TEST_F(TrainingPipeline, StopsInTheMiddleAndGoesOnAfterwards)
{
    const auto experiment = prepare({{"train", std::int64_t{400}}, {"load", std::int64_t{400}}});
    for (std::uint32_t way = 0; way < kWays; ++way) {
        workers::WorkerPool pool(5);
        std::stop_source source;
        pool.setStopToken(source.get_token());
        std::jthread stopper([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            source.request_stop();
        });
        experiment->iterate({way}, pool, nullptr);
        stopper.join();
        pool.setStopToken({});
        experiment->iterate({way}, pool, nullptr);
        EXPECT_EQ(experiment->differenceFromSequential({way}), 0);
    }
}

TEST_F(TrainingPipeline, RefusesWhatWouldTakeTooLongAndSaysWhatToLower)
{
    try {
        prepare({{"batch", std::int64_t{512}},
                 {"batches", std::int64_t{64}},
                 {"passes", std::int64_t{16}},
                 {"load", std::int64_t{400}},
                 {"train", std::int64_t{400}}});
        FAIL() << "that takes minutes";
    } catch (const ParameterError& error) {
        EXPECT_THAT(error.what(),
                    testing::AllOf(testing::HasSubstr("'batches'"), testing::HasSubstr("lower")));
    }
}

TEST_F(TrainingPipeline, AFailureInAStageReachesTheCallerAndTheNextIterationWorks)
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "data");
    for (const char* name : {"data/fashion-2000-images.idx3", "data/fashion-2000-labels.idx1"})
        std::filesystem::copy(base::resource(name), folder / name);
    const auto images = folder / "data/fashion-2000-images.idx3";
    setenv("SPEEDUP_LAB_RESOURCES", folder.path().c_str(), 1);
    const auto experiment = prepare({});
    unsetenv("SPEEDUP_LAB_RESOURCES");
    const std::string bytes = folder.read("data/fashion-2000-images.idx3");
    workers::WorkerPool pool(5);
    for (std::uint32_t way = 0; way < kWays; ++way) {
        std::filesystem::resize_file(images, bytes.size() / 2); // the same file, half of its records gone
        EXPECT_THAT(messageOf([&] { experiment->iterate({way}, pool, nullptr); }),
                    testing::HasSubstr("it has become shorter"));
        folder.write("data/fashion-2000-images.idx3", bytes);
        experiment->iterate({way}, pool, nullptr);
        EXPECT_EQ(experiment->differenceFromSequential({way}), 0);
    }
}

TEST(TrainingStep, OnAnEngineOfOneDnnIsTheStepOfTheCallingThread)
{
    using scenarios::training_pipeline::Training;
    constexpr std::int64_t kSamples = 16;
    constexpr double kRounding = 1e-4;
    Training here(kSamples, 5);
    Training engine(kSamples, 5, kernels::EngineKind::Cpu);
    EXPECT_EQ(here.weights(), engine.weights());
    std::vector<float> images(kSamples * 784);
    std::vector<std::uint8_t> labels;
    for (std::size_t i = 0; i < images.size(); ++i)
        images[i] = static_cast<float>(i * 37 % 101) / 101.0f;
    for (std::int64_t sample = 0; sample < kSamples; ++sample)
        labels.push_back(static_cast<std::uint8_t>(sample % 10));
    for (int step = 0; step < 4; ++step) {
        here.step(images.data(), labels);
        engine.step(images.data(), labels);
        EXPECT_NEAR(here.steps().back().loss, engine.steps().back().loss, kRounding);
        EXPECT_EQ(here.steps().back().accuracy, engine.steps().back().accuracy);
    }
    EXPECT_LT(engine.steps().back().loss, engine.steps().front().loss);
    const Training::Step first = engine.steps().front();
    engine.restart();
    EXPECT_TRUE(engine.steps().empty());
    engine.step(images.data(), labels);
    EXPECT_EQ(engine.steps().front().loss, first.loss);
}

TEST_F(TrainingPipeline, AGpuIsRefusedInASentenceWhereOneDnnReportsNone)
{
    if (kernels::reports(kernels::EngineKind::Gpu)) {
        const auto experiment = prepare({{"device", std::string("gpu")}});
        const Capture made = capture(*experiment, kPipeline);
        EXPECT_EQ(made.trace->lanes().front().info.name, "GPU (oneDNN)");
        EXPECT_LE(experiment->differenceFromSequential({kPipeline}), experiment->tolerance({kPipeline}));
        return;
    }
    try {
        prepare({{"device", std::string("gpu")}});
        FAIL() << "there is none";
    } catch (const ParameterError& error) {
        EXPECT_STREQ(error.what(), "'device' cannot be gpu here: oneDNN, as it is installed, reports no GPU");
    }
}
