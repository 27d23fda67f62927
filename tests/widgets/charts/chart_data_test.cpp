// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/machine_of.h"
#include "widgets/charts/chart_data.h"

#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

using widgets::chartData;

// Of a machine of so many cores, all alike.
ChartData chartData(const session::RunState& state, int cores)
{
    return chartData(state, tests::machineOf(cores));
}

session::RunState scaled(std::initializer_list<std::pair<int, double>> points)
{
    session::RunState state;
    for (const auto& [workers, speedup] : points)
        state.scaling.push_back({workers, speedup, {speedup - 0.1, speedup + 0.1}, 8, false});
    return state;
}

TEST(ChartData, RunShowsEveryMeasuredPointWithItsInterval)
{
    const ChartData data = chartData(scaled({{1, 1}, {2, 1.8}, {4, 3.1}, {8, 3.0}}), 4);
    ASSERT_EQ(data.measured.size(), 1u);
    const auto& points = data.measured[0].points;
    ASSERT_EQ(points.size(), 4u);
    EXPECT_EQ(points[2].x, 4);
    EXPECT_EQ(points[2].y, 3.1);
    EXPECT_EQ(points[2].interval, (analysis::Interval{3.0, 3.2}));
    EXPECT_EQ(data.axis, ChartData::Axis::Linear);
    EXPECT_LE(data.xLow, 1);
    EXPECT_GE(data.xHigh, 8);
    EXPECT_GT(data.yHigh, 3.2);
    EXPECT_TRUE(data.title.contains(QStringLiteral("workers")));
}

TEST(ChartData, IdealIsTheDiagonalAndStaysInside)
{
    const ChartData data = chartData(scaled({{1, 1}, {2, 1.8}, {4, 3.1}}), 4);
    ASSERT_GE(data.ideal.size(), 2u);
    for (const QPointF& point : data.ideal) {
        EXPECT_DOUBLE_EQ(point.x(), point.y());
        EXPECT_LE(point.y(), data.yHigh);
    }
    EXPECT_DOUBLE_EQ(data.ideal.front().x(), 1);
}

TEST(ChartData, RegionBeyondTheCoresIsShaded)
{
    const ChartData four = chartData(scaled({{1, 1}}), 4);
    ASSERT_EQ(four.shades.size(), 1u);
    EXPECT_EQ(four.shades[0].from, 4);
    EXPECT_TRUE(four.shades[0].label.contains(QStringLiteral("4 core")));
    const ChartData single = chartData(scaled({{1, 1}, {2, 0.9}}), 1);
    ASSERT_EQ(single.shades.size(), 1u);
    EXPECT_EQ(single.shades[0].from, 1);
    EXPECT_GT(single.xHigh, single.xLow);
    EXPECT_TRUE(single.models.empty()); // no point within the cores says anything
}

TEST(ChartData, HardwareThreadsAreAStretchOfTheirOwn)
{
    const ChartData data = chartData(scaled({{1, 1}, {4, 3.8}, {8, 4.5}}), tests::machineOf(4, 8));
    ASSERT_EQ(data.shades.size(), 2u);
    EXPECT_EQ(data.shades[0].from, 4);
    EXPECT_TRUE(data.shades[0].label.contains(QStringLiteral("hardware threads")));
    EXPECT_EQ(data.shades[1].from, 8);
    EXPECT_TRUE(data.shades[1].label.contains(QStringLiteral("beyond 8 hardware thread")));
    EXPECT_GE(data.xHigh, 8);
}

TEST(ChartData, SlowCoresAreAStretchOfTheirOwnAndNoPartOfAmdahlsLaw)
{
    session::RunState state;
    for (const int workers : {1, 2, 4})
        state.scaling.push_back({workers, analysis::amdahlSpeedup(0.1, workers)});
    state.scaling.push_back({8, 4});
    const ChartData data = chartData(state, tests::hybridMachine(4, 4));
    ASSERT_EQ(data.shades.size(), 2u);
    EXPECT_EQ(data.shades[0].from, 4);
    EXPECT_TRUE(data.shades[0].label.contains(QStringLiteral("slow")));
    EXPECT_EQ(data.shades[1].from, 8);
    ASSERT_EQ(data.models.size(), 1u);
    EXPECT_TRUE(data.models[0].label.contains(QStringLiteral("10 % were serial")));
}

TEST(ChartData, QuotaEndsWhatTheMachineCanGive)
{
    machine::Machine machine = tests::machineOf(4, 8);
    machine.quota = 1.5;
    machine.cores = machine.processors = 2;
    const ChartData data = chartData(scaled({{1, 1}, {2, 1.4}}), machine);
    ASSERT_EQ(data.shades.size(), 1u);
    EXPECT_EQ(data.shades[0].from, 1.5);
    EXPECT_TRUE(data.shades[0].label.contains(QStringLiteral("1.5 processors")));
}

TEST(ChartData, AmdahlGoesThroughThePointsOrIsAbsent)
{
    session::RunState state;
    for (const int workers : {1, 2, 4})
        state.scaling.push_back({workers, analysis::amdahlSpeedup(0.1, workers)});
    const ChartData data = chartData(state, 4);
    ASSERT_EQ(data.models.size(), 1u);
    const QString label = data.models[0].label;
    EXPECT_TRUE(label.contains(QStringLiteral("10 % were serial"))) << label.toStdString();
    for (const QPointF& point : data.models[0].points)
        EXPECT_NEAR(point.y(), analysis::amdahlSpeedup(0.1, point.x()), 1e-6);
    EXPECT_TRUE(chartData(scaled({{1, 1}}), 4).models.empty());
    EXPECT_TRUE(chartData(scaled({}), 4).models.empty());
    // Points beyond the cores say nothing about the law.
    EXPECT_TRUE(chartData(scaled({{1, 1}, {8, 2}}), 4).models.empty());
}

TEST(ChartData, NothingMeasuredStillHasAxes)
{
    const ChartData data = chartData({}, 2);
    EXPECT_LT(data.xLow, data.xHigh);
    EXPECT_GT(data.yHigh, 1);
    EXPECT_FALSE(data.title.isEmpty());
}

session::RunState swept()
{
    scenario::SweepResult result;
    result.sweep.key = "work";
    result.sweep.parameter = "size";
    result.sweep.axisLabel = "work per image";
    result.sweep.xIsMeasuredWork = true;
    result.sweep.series = {{"awake", {}, {}}, {"asleep", {}, {}}};
    const auto add = [&](std::size_t series, std::int64_t value, double x, double speedup) {
        scenario::SweepPoint point;
        point.series = series;
        point.value = value;
        point.x = x;
        point.speedup = speedup;
        point.interval = {speedup - 0.1, speedup + 0.1};
        point.samples = 5;
        result.points.push_back(point);
    };
    add(0, 32, 40, 1.6);
    add(0, 8, 4, 0.7);
    add(1, 8, 4, 0.2);
    add(1, 32, 40, 0.9);
    add(0, 128, 500, 1.9);
    result.planned = 6;
    result.crossings = {analysis::Crossing{10, {8, 13}}, std::nullopt};
    result.note = "size 512, too large";
    session::RunState state;
    state.mode = session::Mode::Sweep;
    state.sweep = std::move(result);
    return state;
}

TEST(ChartData, SweepShowsItsSeriesInOrderOfX)
{
    const ChartData data = chartData(swept(), 2);
    ASSERT_EQ(data.measured.size(), 2u);
    EXPECT_EQ(data.measured[0].label, QStringLiteral("awake"));
    ASSERT_EQ(data.measured[0].points.size(), 3u);
    EXPECT_EQ(data.measured[0].points[0].x, 4);
    EXPECT_EQ(data.measured[0].points[1].x, 40);
    EXPECT_EQ(data.measured[0].points[2].x, 500);
    EXPECT_EQ(data.measured[1].points.size(), 2u);
    EXPECT_EQ(data.axis, ChartData::Axis::Base10);
    EXPECT_TRUE(data.levelLine);
    EXPECT_TRUE(data.ideal.empty());
    EXPECT_TRUE(data.shades.empty());
    EXPECT_EQ(data.xLow, 4);
    EXPECT_EQ(data.xHigh, 500);
    EXPECT_TRUE(data.xLabel.contains(QStringLiteral("µs")));
}

TEST(ChartData, SweepMarksCrossingsAndSaysWhatWasLeftOut)
{
    const ChartData data = chartData(swept(), 2);
    ASSERT_EQ(data.crossings.size(), 1u);
    EXPECT_EQ(data.crossings[0].x, 10);
    EXPECT_EQ(data.crossings[0].y, 1);
    EXPECT_EQ(data.crossings[0].interval, (analysis::Interval{8, 13}));
    EXPECT_TRUE(data.note.contains(QStringLiteral("Awake")));
    EXPECT_TRUE(data.note.contains(QStringLiteral("10 µs")));
    EXPECT_TRUE(data.note.contains(QStringLiteral("size 512, too large")));
}

TEST(ChartData, SweepOverWorkersIsShadedBeyondTheCores)
{
    session::RunState state = swept();
    state.sweep->sweep.parameter = "workers";
    state.sweep->sweep.xIsMeasuredWork = false;
    const ChartData data = chartData(state, 2);
    EXPECT_EQ(data.axis, ChartData::Axis::Linear);
    ASSERT_EQ(data.shades.size(), 1u);
    EXPECT_EQ(data.shades[0].from, 2);
}

TEST(ChartData, GrowingSweepsMayHaveNoPointYet)
{
    session::RunState state = swept();
    state.sweep->points.clear();
    state.sweep->crossings.clear();
    const ChartData data = chartData(state, 2);
    EXPECT_LT(data.xLow, data.xHigh);
    EXPECT_GT(data.xLow, 0); // a logarithmic axis
    ASSERT_EQ(data.measured.size(), 2u);
    EXPECT_TRUE(data.measured[0].points.empty());
}

TEST(ChartData, LiveShowsTheNewestPointsAndTheFigureNow)
{
    session::RunState state;
    state.mode = session::Mode::Live;
    for (int i = 0; i < 1000; ++i)
        state.live.push_back({i * 0.1, 1 + i * 0.001, 2});
    const ChartData data = chartData(state, 2);
    ASSERT_EQ(data.measured.size(), 1u);
    EXPECT_LT(data.measured[0].points.size(), 1000u);
    EXPECT_DOUBLE_EQ(data.measured[0].points.back().x, 99.9);
    EXPECT_DOUBLE_EQ(data.xLow, data.measured[0].points.front().x);
    EXPECT_EQ(data.axis, ChartData::Axis::Linear);
    EXPECT_TRUE(data.note.contains(QStringLiteral("2.00×"))) << data.note.toStdString();
    EXPECT_TRUE(data.measured[0].label.contains(QStringLiteral("live")));
    state.live.clear();
    EXPECT_LT(chartData(state, 2).xLow, chartData(state, 2).xHigh);
}

} // namespace

} // namespace lab::widgets
