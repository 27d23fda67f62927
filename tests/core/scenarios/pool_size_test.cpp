// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/all.h"
#include "core/scenarios/pool-size/pool_finding.h"
#include "core/scenarios/pool-size/pool_scene.h"
#include "core/session/capture.h"
#include "core/session/run_session.h"
#include "tests/support/machine_of.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <thread>

using namespace lab;
using namespace lab::scenario;
using namespace lab::session;
using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using trace::State;

namespace {

enum : std::uint32_t { kCpuOne, kCpu, kIoOne, kIo, kMixedOne, kMixed };

class PoolSize : public testing::Test
{
protected:
    std::unique_ptr<Experiment> prepare(int workers, Settings settings = {}) const
    {
        settings.try_emplace("tasks", std::int64_t{24});
        settings.try_emplace("size", std::int64_t{32});
        settings.try_emplace("wait", std::int64_t{400});
        Request request;
        request.settings = std::move(settings);
        request.workers = workers;
        return m_scenario.prepare(complete(m_scenario.info(), request));
    }

    const Registry m_registry = scenarios::all();
    const Scenario& m_scenario = m_registry.get("pool-size");
};

SweepPoint at(std::size_t series, std::int64_t workers, double speedup, double half)
{
    SweepPoint point;
    point.series = series;
    point.value = workers;
    point.x = static_cast<double>(workers);
    point.speedup = speedup;
    point.interval = {speedup - half, speedup + half};
    return point;
}

} // namespace

TEST_F(PoolSize, EachPoolIsComparedWithOneWorkerOfItsKind)
{
    const ScenarioInfo& info = m_scenario.info();
    for (std::size_t v = 0; v < info.variants.size(); ++v) {
        EXPECT_EQ(info.variants[v].usesPool, v % 2 == 1);
        EXPECT_EQ(info.variants[v].against, v - v % 2);
    }
    EXPECT_EQ(info.sweeps.front().workersPerCore, 8);
}

TEST_F(PoolSize, WaitsAreRecordedWhereThereAreAny)
{
    const auto experiment = prepare(8);
    workers::WorkerPool pool(8);
    for (const std::uint32_t v : {kCpu, kIo, kMixed}) {
        const Capture capture = captureIteration(*experiment, {v}, pool, 1);
        EXPECT_EQ(experiment->differenceFromSequential({v}), 0);
        ASSERT_EQ(capture.trace->lanes().size(), 8u);
        std::set<std::uint32_t> waited;
        std::set<std::uint32_t> computed;
        for (const trace::Lane& lane : capture.trace->lanes()) {
            for (const trace::Span& span : lane.spans) {
                if (span.state == State::WaitsForData) {
                    EXPECT_TRUE(waited.insert(span.first).second);
                    EXPECT_EQ(labelOf(*capture.scene, span), "needs storage");
                    EXPECT_GE(span.duration(), v == kIo ? 400'000 : 200'000) << "the wait blocks";
                } else if (span.state == State::Computing) {
                    EXPECT_TRUE(computed.insert(span.first).second);
                }
            }
        }
        EXPECT_EQ(waited.size(), v == kCpu ? 0u : 24u);
        EXPECT_EQ(computed.size(), 24u);
    }
}

TEST_F(PoolSize, APoolLargerThanTheMachineHasThatManyWorkers)
{
    const int workers = 4 * static_cast<int>(std::thread::hardware_concurrency());
    const auto experiment = prepare(workers, {{"tasks", std::int64_t{512}}, {"wait", std::int64_t{2000}}});
    workers::WorkerPool pool(workers);
    const Capture capture = captureIteration(*experiment, {kIo}, pool, 1);
    const auto& lanes = capture.trace->lanes();
    const auto busy = std::count_if(lanes.begin(), lanes.end(), [](const trace::Lane& lane) {
        return std::any_of(lane.spans.begin(), lane.spans.end(),
                           [](const trace::Span& span) { return span.state == State::WaitsForData; });
    });
    EXPECT_GT(busy, static_cast<std::ptrdiff_t>(std::thread::hardware_concurrency()));
}

TEST_F(PoolSize, RemarkTellsWhatTheSchedulerDid)
{
    const auto experiment = prepare(4);
    workers::WorkerPool pool(4);
    EXPECT_EQ(experiment->remark({kMixed}), "");
    captureIteration(*experiment, {kMixed}, pool, 1);
    EXPECT_THAT(experiment->remark({kMixed}),
                AllOf(AnyOf(HasSubstr("involuntary switch"), HasSubstr("not available")),
                      AnyOf(HasSubstr("tasks waited"), HasSubstr("not available"))));
    EXPECT_EQ(experiment->remark({kCpu}), "");
}

TEST_F(PoolSize, AStopLeavesTheOtherTasksUndone)
{
    const auto experiment = prepare(2, {{"tasks", std::int64_t{512}}, {"wait", std::int64_t{3000}}});
    for (const std::uint32_t v : {kIoOne, kIo}) {
        workers::WorkerPool pool(2);
        std::stop_source source;
        pool.setStopToken(source.get_token());
        experiment->reset({v});
        {
            const std::jthread stopper([&] {
                std::this_thread::sleep_for(std::chrono::milliseconds(30));
                source.request_stop();
            });
            experiment->iterate({v}, pool, nullptr);
        }
        EXPECT_TRUE(std::isinf(experiment->differenceFromSequential({v})));
    }
}

TEST_F(PoolSize, ParametersOutOfRangeAreRefused)
{
    EXPECT_THROW(prepare(1, {{"tasks", std::int64_t{7}}}), ParameterError);
    EXPECT_THROW(prepare(1, {{"tasks", std::int64_t{512}}, {"wait", std::int64_t{10'000}}}), ParameterError)
        << "five seconds an iteration";
    EXPECT_THROW(prepare(1, {{"wait", std::int64_t{10'001}}}), ParameterError);
    EXPECT_THROW(prepare(257), ParameterError);
}

TEST_F(PoolSize, FindingNamesTheSmallestPoolThatIsAsGoodAsTheBest)
{
    SweepResult result;
    result.sweep = m_scenario.info().sweeps.front();
    result.points = {at(0, 1, 1, 0.02), at(0, 2, 1.9, 0.1), at(0, 4, 1.95, 0.1),
                     at(1, 1, 1, 0.01), at(1, 2, 2, 0.05),  at(1, 4, 3.9, 0.1),
                     at(2, 1, 1, 0.01), at(2, 2, 2.6, 0.1), at(2, 4, 2.2, 0.1)};
    const SweepAnnotations annotations = m_scenario.annotate(result, {});
    EXPECT_EQ(annotations.finding,
              "CPU-bound: best at 2; I/O-bound: best at 4, the most tried; mixed: best at 2.");
    ASSERT_FALSE(annotations.marks.empty());
    std::set<double> places;
    for (const auto& mark : annotations.marks)
        EXPECT_TRUE(places.insert(mark.x).second) << "marks that coincide are one";
    result.points.clear();
    EXPECT_EQ(m_scenario.annotate(result, {}).finding, "");
}

TEST_F(PoolSize, HardwareThreadsHaveAMarkAndAreWhatTasksShare)
{
    using scenarios::pool_size::poolScene;
    using scenarios::pool_size::rulesOfThumb;
    const machine::Machine threads = tests::machineOf(4, 8);
    const auto marks = rulesOfThumb(threads);
    ASSERT_EQ(marks.size(), 2u);
    EXPECT_EQ(marks[0].x, 4);
    EXPECT_EQ(marks[1].x, 8);
    EXPECT_EQ(marks[1].label, "hardware threads, 2 × cores");
    EXPECT_EQ(poolScene(1, "product", threads)->exhibits.front().elementCount(), 8);
    EXPECT_EQ(poolScene(1, "product", threads)->exhibits.front().title, "hardware threads");
    EXPECT_EQ(poolScene(1, "product", tests::machineOf(4))->exhibits.front().elementCount(), 4);
    EXPECT_THAT(rulesOfThumb(tests::machineOf(4)).front().label, HasSubstr("cores"));
}
