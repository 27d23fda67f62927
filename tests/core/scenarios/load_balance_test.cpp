// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/load_balance.h"
#include "core/scenarios/all.h"
#include "core/scenarios/load-balance/assignment.h"
#include "core/session/capture.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <numeric>
#include <thread>

using namespace lab;
using namespace lab::scenario;
using namespace lab::session;
using scenarios::load_balance::blocks;
using scenarios::load_balance::cyclic;
using scenarios::load_balance::Dealer;
using scenarios::load_balance::Owners;
using scenarios::load_balance::Piece;
using scenarios::load_balance::piecesOf;
using scenarios::load_balance::zigZag;
using testing::ElementsAre;
using testing::HasSubstr;
using trace::State;

namespace {

enum : std::uint32_t { kOne, kBlocks, kZigZag, kCyclic, kCounter, kGuided, kTbb, kLongest, kWays };

class LoadBalance : public testing::Test
{
protected:
    std::unique_ptr<Experiment> prepare(int workers, Settings settings = {}) const
    {
        settings.try_emplace("sequence", std::int64_t{200});
        settings.try_emplace("width", std::int64_t{16});
        Request request;
        request.settings = std::move(settings);
        request.workers = workers;
        return m_scenario.prepare(complete(m_scenario.info(), request));
    }

    const Registry m_registry = scenarios::all();
    const Scenario& m_scenario = m_registry.get("load-balance");
};

std::vector<double> triangle(std::size_t rows)
{
    std::vector<double> costs(rows);
    std::iota(costs.begin(), costs.end(), 1.0);
    return costs;
}

std::vector<Piece> dealt(Dealer dealer)
{
    std::vector<Piece> pieces;
    while (const auto piece = dealer.next())
        pieces.push_back(*piece);
    return pieces;
}

} // namespace

TEST(Assignment, IsDecidedBeforehand)
{
    EXPECT_THAT(blocks(8, 2), ElementsAre(0, 0, 0, 0, 1, 1, 1, 1));
    EXPECT_THAT(zigZag(8, 2), ElementsAre(0, 0, 1, 1, 1, 1, 0, 0));
    EXPECT_THAT(cyclic(5, 2), ElementsAre(0, 1, 0, 1, 0));
    EXPECT_THAT(blocks(2, 5), ElementsAre(2, 4)) << "fewer tasks than workers";
}

TEST(Assignment, ZigZagIsEvenWhereWorkGrowsEvenly)
{
    for (const int workers : {1, 2, 3, 8}) {
        const std::size_t rows = 48 * static_cast<std::size_t>(workers);
        const auto loads = analysis::loadsOf(triangle(rows), zigZag(rows, workers), workers);
        EXPECT_EQ(*std::min_element(loads.begin(), loads.end()),
                  *std::max_element(loads.begin(), loads.end()));
    }
}

TEST(Assignment, ASharesPiecesAreItsTasksInOrder)
{
    EXPECT_THAT(piecesOf({0, 0, 1, 1, 1, 0}, 3, 2),
                ElementsAre(ElementsAre(Piece{0, 2}, Piece{5, 1}), ElementsAre(Piece{2, 2}, Piece{4, 1}),
                            ElementsAre()));
    EXPECT_THAT(piecesOf(Owners(5, 0), 1, 100), ElementsAre(ElementsAre(Piece{0, 5})));
}

TEST(Dealer, GivesEveryTaskOnceInItsOrder)
{
    using enum Dealer::Order;
    EXPECT_THAT(dealt({7, 2, 3, FromFirst}), ElementsAre(Piece{0, 3}, Piece{3, 3}, Piece{6, 1}));
    EXPECT_THAT(dealt({7, 2, 3, FromLast}), ElementsAre(Piece{4, 3}, Piece{1, 3}, Piece{0, 1}));
    EXPECT_THAT(dealt({16, 2, 1, Guided}),
                ElementsAre(Piece{0, 8}, Piece{8, 4}, Piece{12, 2}, Piece{14, 1}, Piece{15, 1}));
    EXPECT_THAT(dealt({16, 2, 3, Guided}), ElementsAre(Piece{0, 8}, Piece{8, 4}, Piece{12, 3}, Piece{15, 1}));
    EXPECT_THAT(dealt({2, 8, 5, Guided}), ElementsAre(Piece{0, 2}));
}

TEST(Dealer, GivesEveryTaskOnceToManyThreads)
{
    for (const auto order : {Dealer::Order::FromFirst, Dealer::Order::FromLast, Dealer::Order::Guided}) {
        Dealer dealer(10'000, 4, 3, order);
        std::vector<std::atomic<int>> given(10'000);
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&] {
                    while (const auto piece = dealer.next()) {
                        for (std::uint32_t task = piece->first; task < piece->first + piece->count; ++task)
                            ++given[task];
                    }
                });
        }
        EXPECT_TRUE(std::all_of(given.begin(), given.end(), [](const auto& times) { return times == 1; }));
    }
}

TEST_F(LoadBalance, EveryWayGivesTheSameBits)
{
    for (const std::int64_t chunk : {1, 7, 256}) {
        const auto experiment = prepare(3, {{"chunk", chunk}});
        workers::WorkerPool pool(3);
        for (std::uint32_t v = 0; v < kWays; ++v) {
            experiment->reset({v});
            EXPECT_TRUE(std::isinf(experiment->differenceFromSequential({v})));
            experiment->iterate({v}, pool, nullptr);
            EXPECT_EQ(experiment->differenceFromSequential({v}), 0) << v;
            EXPECT_EQ(experiment->tolerance({v}), 0);
        }
    }
}

TEST_F(LoadBalance, TheArraysAreAttention)
{
    const auto experiment = prepare(2);
    workers::WorkerPool pool(2);
    experiment->iterate({kGuided}, pool, nullptr);
    std::map<std::string, NamedArray> arrays;
    for (const NamedArray& array : experiment->arrays())
        arrays[array.name] = array;
    const auto at = [&](const char* name, int row, int column) {
        return static_cast<double>(arrays[name].values.get()[row * 16 + column]);
    };
    for (const int row : {0, 1, 77, 199}) {
        std::vector<double> weights;
        double sum = 0;
        for (int key = 0; key <= row; ++key) {
            double score = 0;
            for (int i = 0; i < 16; ++i)
                score += at("queries", row, i) * at("keys", key, i);
            weights.push_back(std::exp(score / 4));
            sum += weights.back();
        }
        for (int i = 0; i < 16; ++i) {
            double value = 0;
            for (int key = 0; key <= row; ++key)
                value += weights[static_cast<std::size_t>(key)] / sum * at("values", key, i);
            EXPECT_NEAR(at("guided", row, i), value, 1e-5);
        }
    }
    EXPECT_THAT(arrays["keys"].shape, ElementsAre(200, 16));
}

TEST_F(LoadBalance, WhatWasDecidedBeforehandIsWhatEachWorkerDid)
{
    const auto experiment = prepare(4);
    workers::WorkerPool pool(4);
    for (const std::uint32_t v : {kBlocks, kZigZag, kCyclic}) {
        const Owners owners = v == kBlocks ? blocks(200, 4) : v == kZigZag ? zigZag(200, 4) : cyclic(200, 4);
        const Capture capture = captureIteration(*experiment, {v}, pool, 1);
        ASSERT_EQ(capture.trace->lanes().size(), 4u);
        for (std::uint32_t lane = 0; lane < 4; ++lane) {
            for (const trace::Span& span : capture.trace->lanes()[lane].spans) {
                for (std::uint32_t k = 0; k < span.count && span.state == State::Computing; ++k)
                    EXPECT_EQ(owners[span.first + k], lane);
            }
        }
    }
}

TEST_F(LoadBalance, RowsAtATimeAreThePiecesOfTheCounter)
{
    const auto experiment = prepare(2, {{"chunk", std::int64_t{64}}});
    workers::WorkerPool pool(2);
    for (const std::uint32_t v : {kCounter, kLongest}) {
        const Capture capture = captureIteration(*experiment, {v}, pool, 1);
        std::vector<std::string> labels;
        for (const trace::Lane& lane : capture.trace->lanes()) {
            for (const trace::Span& span : lane.spans) {
                if (span.state == State::Computing)
                    labels.push_back(labelOf(*capture.scene, span));
            }
        }
        std::sort(labels.begin(), labels.end());
        if (v == kCounter)
            EXPECT_THAT(labels, ElementsAre("Rows 129–192", "Rows 193–200", "Rows 1–64", "Rows 65–128"));
        else
            EXPECT_THAT(labels, ElementsAre("Rows 137–200", "Rows 1–8", "Rows 73–136", "Rows 9–72"));
    }
}

TEST_F(LoadBalance, TheLongestTraceHasAFewThousandSpans)
{
    const auto experiment = prepare(2, {{"sequence", std::int64_t{4096}}});
    workers::WorkerPool pool(2);
    for (std::uint32_t v = 0; v < kWays; ++v) {
        const Capture capture = captureIteration(*experiment, {v}, pool, 1);
        EXPECT_LE(capture.trace->spanCount(), 4096u + 4u);
        EXPECT_EQ(capture.trace->dropped(), 0u);
    }
}

TEST_F(LoadBalance, RemarkTellsHowUnevenTheSharesWereAndWhatTheyAllow)
{
    const auto experiment = prepare(2);
    workers::WorkerPool pool(2);
    EXPECT_EQ(experiment->remark({kBlocks}), "");
    captureIteration(*experiment, {kBlocks}, pool, 1);
    captureIteration(*experiment, {kZigZag}, pool, 1);
    EXPECT_EQ(experiment->remark({kBlocks}), "The busiest worker had 74.9 % of the work: at most 1.34×");
    EXPECT_EQ(experiment->remark({kZigZag}), "The busiest worker had 50.0 % of the work: at most 2.00×");
}

TEST_F(LoadBalance, AStopLeavesTheOtherRowsUndone)
{
    const auto experiment = prepare(2);
    workers::WorkerPool pool(2);
    std::stop_source source;
    source.request_stop();
    pool.setStopToken(source.get_token());
    for (std::uint32_t v = 0; v < kWays; ++v) {
        experiment->reset({v});
        experiment->iterate({v}, pool, nullptr);
        EXPECT_TRUE(std::isinf(experiment->differenceFromSequential({v}))) << v;
    }
}

TEST_F(LoadBalance, ParametersOutOfRangeAreRefused)
{
    EXPECT_THROW(prepare(1, {{"sequence", std::int64_t{63}}}), ParameterError);
    EXPECT_THROW(prepare(1, {{"width", std::int64_t{129}}}), ParameterError);
    EXPECT_THROW(prepare(1, {{"chunk", std::int64_t{0}}}), ParameterError);
}

TEST_F(LoadBalance, ModelsStandBesideThePointsOfEachSweep)
{
    Request request;
    request.workers = 2;
    request = complete(m_scenario.info(), request);
    for (const Sweep& sweep : m_scenario.info().sweeps) {
        SweepResult result;
        result.sweep = sweep;
        for (const std::int64_t value : {4, 2, 2}) {
            SweepPoint point;
            point.value = value;
            point.x = static_cast<double>(value);
            result.points.push_back(point);
        }
        const auto models = m_scenario.annotate(result, request).models;
        ASSERT_FALSE(models.empty()) << sweep.key;
        if (sweep.key == "chunk") {
            const auto& last = models.back().points.back(); // two pieces of 256 rows
            EXPECT_EQ(last.first, 256);
            EXPECT_NEAR(last.second, 4.0 / 3, 1e-2);
            for (std::size_t i = 0; i < models.front().points.size(); ++i)
                EXPECT_GE(models.front().points[i].second, models.back().points[i].second - 1e-9);
        } else {
            ASSERT_EQ(models.front().points.size(), 2u);
            EXPECT_EQ(models.front().points[0].first, 2);
            EXPECT_NEAR(models.front().points[0].second, 4.0 / 3, 1e-9);
            EXPECT_NEAR(models.front().points[1].second, sweep.key == "workers" ? 16.0 / 7 : 4.0 / 3, 1e-9);
        }
    }
}
