// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/explanation.h"
#include "tests/support/batch_capture.h"
#include "tests/support/machine_of.h"
#include "widgets/charts/chart_data.h"

#include <gtest/gtest.h>

#include <algorithm>

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

// Two workers did four parts of 50 µs in 110 µs, 1.8 times as fast as the sequential variant.
session::RunState explained()
{
    session::RunState state = tests::finishedState();
    state.scaling = scaled({{1, 0.97}, {2, 1.8}, {4, 1.7}}).scaling;
    auto capture = std::make_shared<session::Capture>(*state.variants[1].capture);
    capture->why = analysis::explain(*capture->trace, {});
    state.variants[1].capture = capture;
    return state;
}

double highest(const std::vector<QPointF>& points)
{
    return std::max_element(points.begin(), points.end(), [](QPointF a, QPointF b) { return a.y() < b.y(); })
        ->y();
}

TEST(ChartData, LawOfWorkAndSpanIsABandThroughTheRecordedRun)
{
    session::RunState state = explained();
    const ChartData data = chartData(state, 4);
    ASSERT_TRUE(data.band);
    constexpr double kScale = 1.8 * 110 / 200; // sequential ÷ recorded work
    EXPECT_DOUBLE_EQ(data.band->upper.front().x(), 1);
    EXPECT_DOUBLE_EQ(data.band->upper.front().y(), kScale);
    EXPECT_DOUBLE_EQ(data.band->upper.back().x(), data.xHigh);
    EXPECT_DOUBLE_EQ(highest(data.band->upper), 4 * kScale) << "work 200 µs, span 50 µs";
    EXPECT_DOUBLE_EQ(data.band->lower.front().y(), kScale);
    EXPECT_NEAR(data.band->lower.back().y(), kScale * 200 / (140.0 / data.xHigh + 60), 1e-9)
        << "10 µs to hand out";
    ASSERT_EQ(data.band->lower.size(), data.band->upper.size());
    for (std::size_t i = 0; i < data.band->lower.size(); ++i)
        EXPECT_LE(data.band->lower[i].y(), data.band->upper[i].y() + 1e-12);
    EXPECT_TRUE(data.band->label.contains(QStringLiteral("at most 3.96×")));
    EXPECT_TRUE(data.note.contains(QStringLiteral("3.96×"))) << data.note.toStdString();
    EXPECT_EQ(data.yHigh, chartData(scaled({{1, 0.97}, {2, 1.8}, {4, 1.7}}), 4).yHigh)
        << "the points say how high the axis is";

    state.phase = session::Phase::Measuring;
    EXPECT_FALSE(chartData(state, 4).band) << "it would jump from recording to recording";
}

TEST(ChartData, WithoutAnExplanationOrWithDevicesStorageOrTooFewCoresThereIsNoBand)
{
    EXPECT_FALSE(chartData(scaled({{1, 1}, {2, 1.8}}), 4).band);
    session::RunState state = explained();
    state.scaling[1].oversubscribed = true;
    EXPECT_FALSE(chartData(state, 1).band);
    state = explained();
    state.setAside = state.rounds;
    EXPECT_FALSE(chartData(state, 4).band) << "the cores were busy";
    state = explained();
    state.scaling.erase(state.scaling.begin() + 1);
    EXPECT_FALSE(chartData(state, 4).band) << "not measured with as many workers as were recorded";

    const auto with = [&](trace::LaneKind kind, trace::State other) {
        tests::HandMadeTrace made;
        made.lane("worker 1");
        made.lane("other", kind);
        made.add(0, 0, 50'000, trace::State::Computing, {0}, 0);
        made.add(1, 0, 20'000, other, {0}, 1);
        made.add(1, 20'000, 50'000, trace::State::Computing, {0}, 1);
        auto capture = std::make_shared<session::Capture>(*state.variants[1].capture);
        capture->trace = made.until(50'000);
        capture->why = analysis::explain(*capture->trace, {});
        state = explained();
        state.variants[1].capture = capture;
        return chartData(state, 4).band.has_value();
    };
    EXPECT_TRUE(with(trace::LaneKind::Worker, trace::State::Computing));
    EXPECT_FALSE(with(trace::LaneKind::Device, trace::State::DeviceBusy));
    EXPECT_FALSE(with(trace::LaneKind::Worker, trace::State::WaitsForData)) << "for storage";
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
