// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/all.h"
#include "core/session/capture.h"
#include "core/session/run_session.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lab;
using namespace lab::scenario;
using namespace lab::session;
using testing::HasSubstr;
using trace::State;

namespace {

constexpr base::VariantId kThreads{1};
constexpr base::VariantId kTbbGrain{3};

class TinyOperations : public testing::Test
{
protected:
    std::unique_ptr<Experiment> prepare(Settings settings, int workers = 2) const
    {
        Request request;
        request.settings = std::move(settings);
        request.workers = workers;
        return m_scenario.prepare(complete(m_scenario.info(), request));
    }

    // Points of one series at 10, 1 000 and 100 000 numbers.
    static void add(SweepResult& result, std::size_t series, std::vector<double> speedups)
    {
        double x = 10;
        for (const double speedup : speedups) {
            SweepPoint point;
            point.series = series;
            point.x = x;
            point.value = static_cast<std::int64_t>(x);
            point.speedup = speedup;
            point.interval = {speedup * 0.9, speedup * 1.1};
            result.points.push_back(point);
            x *= 100;
        }
    }

    const Registry m_registry = scenarios::all();
    const Scenario& m_scenario = m_registry.get("tiny-operations");
};

} // namespace

TEST_F(TinyOperations, SquaresWhateverTheShares)
{
    for (const std::int64_t numbers : {10, 1000, 12'345}) {
        for (const std::int64_t threads : {1, 4, 64}) {
            const auto experiment =
                prepare({{"numbers", numbers}, {"threads", threads}, {"grain", std::int64_t{7}}}, 3);
            workers::WorkerPool pool(3);
            for (std::uint32_t v = 0; v < m_scenario.info().variants.size(); ++v) {
                experiment->reset({v});
                experiment->iterate({v}, pool, nullptr);
                EXPECT_EQ(experiment->differenceFromSequential({v}), 0);
            }
            const auto arrays = experiment->arrays();
            ASSERT_EQ(arrays.size(), 5u);
            for (std::int64_t i = 0; i < numbers; ++i)
                ASSERT_EQ(arrays[1].values[i], arrays[0].values[i] * arrays[0].values[i]);
        }
    }
}

TEST_F(TinyOperations, WhatWasNotSquaredIsNoticed)
{
    const auto experiment = prepare({});
    workers::WorkerPool pool(1);
    experiment->reset({0});
    experiment->iterate({0}, pool, nullptr);
    experiment->reset(kThreads); // and nothing done
    EXPECT_GT(experiment->differenceFromSequential(kThreads), 0);
    EXPECT_EQ(experiment->arrays().size(), 1u);
}

TEST_F(TinyOperations, NewThreadsStartBeforeTheyComputeAndMainCreatesAndJoinsThem)
{
    const auto experiment = prepare({{"threads", std::int64_t{3}}});
    workers::WorkerPool pool(1);
    const Capture capture = captureIteration(*experiment, kThreads, pool, 1);
    const auto& lanes = capture.trace->lanes();
    ASSERT_EQ(lanes.size(), 4u);
    EXPECT_EQ(lanes[0].info.name, "main");
    const auto of = [](const trace::Lane& lane, State state) {
        return std::count_if(lane.spans.begin(), lane.spans.end(), [&](const trace::Span& span) {
            return span.state == state && span.count > 0 && span.duration() > 0;
        });
    };
    EXPECT_EQ(of(lanes[0], State::StartUp), 3);
    EXPECT_EQ(of(lanes[0], State::Computing), 0);
    EXPECT_GE(of(lanes[0], State::WaitsForData), 1);
    for (std::size_t thread = 1; thread < lanes.size(); ++thread) {
        const auto find = [&](State state) {
            return std::find_if(lanes[thread].spans.begin(), lanes[thread].spans.end(),
                                [&](const trace::Span& span) { return span.state == state; });
        };
        ASSERT_NE(find(State::StartUp), lanes[thread].spans.end());
        ASSERT_NE(find(State::Computing), lanes[thread].spans.end());
        EXPECT_LE(find(State::StartUp)->end, find(State::Computing)->begin);
        EXPECT_EQ(labelOf(*capture.scene, *find(State::StartUp)), "thread starts");
    }
    EXPECT_EQ(labelOf(*capture.scene,
                      lanes[0].spans.front().count > 0 ? lanes[0].spans.front() : lanes[0].spans.at(1)),
              "Create thread 1");
}

TEST_F(TinyOperations, ThreadsWithoutAShareStartAllTheSame)
{
    const auto experiment = prepare({{"numbers", std::int64_t{10}}, {"threads", std::int64_t{16}}});
    workers::WorkerPool pool(1);
    const Capture capture = captureIteration(*experiment, kThreads, pool, 1);
    ASSERT_EQ(capture.trace->lanes().size(), 17u);
    for (const trace::Lane& lane : capture.trace->lanes())
        EXPECT_TRUE(std::any_of(lane.spans.begin(), lane.spans.end(),
                                [](const trace::Span& span) { return span.state == State::StartUp; }));
}

TEST_F(TinyOperations, TooManyTasksAreRefused)
{
    try {
        prepare({{"numbers", std::int64_t{100'000'000}}, {"grain", std::int64_t{10}}});
        FAIL();
    } catch (const ParameterError& error) {
        EXPECT_THAT(error.what(), HasSubstr("'grain'"));
    }
    EXPECT_THROW(prepare({{"numbers", std::int64_t{9}}}), ParameterError);
    EXPECT_THROW(prepare({{"threads", std::int64_t{65}}}), ParameterError);
}

TEST_F(TinyOperations, StopsWithinManyTasks)
{
    const auto experiment = prepare({{"numbers", std::int64_t{1'000'000}}, {"grain", std::int64_t{1}}});
    workers::WorkerPool pool(2);
    std::stop_source source;
    source.request_stop();
    pool.setStopToken(source.get_token());
    for (std::uint32_t v = 0; v <= kTbbGrain.value; ++v) {
        experiment->reset({v});
        experiment->iterate({v}, pool, nullptr);
        EXPECT_GT(experiment->differenceFromSequential({v}), 0) << "worked on after the stop";
    }
}

TEST_F(TinyOperations, FindingSaysFromWhereEachSeriesPays)
{
    SweepResult result;
    result.sweep = m_scenario.info().sweeps.front();
    add(result, 0, {0.001, 0.1, 1.8});
    add(result, 1, {1.2, 1.5, 1.9});
    add(result, 2, {0.01, 0.2, 0.9});
    result.crossings = {analysis::Crossing{2.14e6, {1.7e6, 2.62e6}}, std::nullopt, std::nullopt};
    EXPECT_EQ(m_scenario.annotate(result, {}).finding,
              "Four new threads pay from 2.1 million numbers (1.7 – 2.6 million); warm workers pay wherever "
              "measured; warm workers, by grain never pay, up to 100 thousand numbers.");
    result.crossings[0] = analysis::Crossing{90'300, {88'000, 1.1e6}, false, true};
    EXPECT_THAT(m_scenario.annotate(result, {}).finding,
                HasSubstr("from 90 thousand numbers (at least 88 thousand)"));
    EXPECT_EQ(m_scenario.annotate({result.sweep, {}, 0, {}, {}, {}}, {}).finding, "");
}

TEST_F(TinyOperations, SweepsReachAHundredMillion)
{
    const Sweep& numbers = m_scenario.info().sweeps.front();
    EXPECT_TRUE(numbers.logarithmicSpeedup);
    EXPECT_EQ(numbers.values.front(), 10);
    EXPECT_EQ(numbers.values.back(), 100'000'000);
    EXPECT_TRUE(std::is_sorted(numbers.values.begin(), numbers.values.end()));
    EXPECT_EQ(m_scenario.info().sweeps.at(1).series.size(), 4u);
}
