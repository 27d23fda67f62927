// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/sweep_data.h"
#include "widgets/charts/tick_labels.h"

#include "tests/support/machine_of.h"
#include "widgets/charts/chart_axes.h"
#include "widgets/charts/chart_marks.h"
#include "widgets/charts/speedup_chart.h"

#include <QLabel>
#include <QPainter>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace lab::widgets {

namespace {

using widgets::sweepData;

// Of a machine of so many cores, all alike.
ChartData sweepData(const session::RunState& state, int cores)
{
    return sweepData(state, tests::machineOf(cores));
}

using Axis = ChartData::Axis;

session::RunState swept(const std::vector<std::int64_t>& values, scenario::Sweep::Shows shows)
{
    scenario::SweepResult result;
    result.sweep.parameter = "n";
    result.sweep.axisLabel = "n of n × n";
    result.sweep.values = values;
    result.sweep.shows = shows;
    result.sweep.series = {{"by rows", {}, {}}, {"by columns", {}, {}}};
    for (std::size_t s = 0; s < 2; ++s) {
        double perItem = s == 0 ? 0.6 : 0.8;
        for (const std::int64_t value : values) {
            scenario::SweepPoint point;
            point.series = s;
            point.value = value;
            point.x = static_cast<double>(value);
            point.speedup = 1.5;
            point.interval = {1.4, 1.6};
            point.perItem = perItem;
            point.perItemInterval = {perItem * 0.9, perItem * 1.1};
            perItem *= s == 0 ? 1.05 : 1.6;
            result.points.push_back(point);
        }
    }
    session::RunState state;
    state.mode = session::Mode::Sweep;
    state.itemName = "element";
    state.sweep = std::move(result);
    return state;
}

constexpr auto kSpeedup = scenario::Sweep::Shows::Speedup;
constexpr auto kPerItem = scenario::Sweep::Shows::TimePerItem;

int labelsOf(const AxisRange& range)
{
    return static_cast<int>(tickLabels(range).size());
}

QStringList textsOf(const AxisRange& range)
{
    QStringList texts;
    for (const TickLabel& label : tickLabels(range))
        texts << label.text;
    return texts;
}

TEST(SweepAxis, FollowsTheValues)
{
    EXPECT_EQ(axisFor({8, 16, 32, 64, 128, 256}), Axis::Base2);
    EXPECT_EQ(axisFor({8, 64, 1024}), Axis::Base2);
    EXPECT_EQ(axisFor({0, 1, 5, 20, 100}), Axis::Linear);
    EXPECT_EQ(axisFor({10, 20, 30, 40}), Axis::Linear);
    EXPECT_EQ(axisFor({100, 10'000, 1'000'000}), Axis::Base10);
    EXPECT_EQ(axisFor({1, 101, 201, 301}), Axis::Base10);
    EXPECT_EQ(axisFor({256, 8}), Axis::Base2); // in any order
    EXPECT_EQ(axisFor({}), Axis::Base10);
}

TEST(SweepAxis, EveryAxisHasLabels)
{
    EXPECT_GE(labelsOf(xRange(Axis::Base2, 8, 256)), 6);
    EXPECT_GE(labelsOf(xRange(Axis::Base2, 64, 65'536)), 4);
    EXPECT_LE(labelsOf(xRange(Axis::Base2, 1, 1 << 20)), 8);
    EXPECT_GE(labelsOf(xRange(Axis::Base10, 40, 70)), 2);
    EXPECT_EQ(labelsOf(xRange(Axis::Base10, 10, 1e8)), 8);
    EXPECT_LE(labelsOf(xRange(Axis::Base10, 1, 1e12)), 7);
    for (const auto& [low, high] : {std::pair{0.6, 0.7}, {1.0, 1.0}, {2.0, 90.0}, {0.9, 11.0}, {9.0, 99.0}}) {
        const AxisRange range = decadeRange(low, high);
        EXPECT_LE(range.low, low);
        EXPECT_GE(range.high, high);
        EXPECT_GE(labelsOf(range), 2) << low << " " << high;
        EXPECT_LT(range.high / range.low, 200 * high / low);
    }
}

TEST(SweepAxis, LabelsAreNumbersThatPeopleSay)
{
    EXPECT_EQ(textsOf(xRange(Axis::Base10, 0.2, 3000)), QStringList({"1", "10", "100", "1000"}));
    EXPECT_EQ(textsOf(xRange(Axis::Base10, 30, 100'000)),
              QStringList({"100", "1\u202fk", "10\u202fk", "100\u202fk"}));
    EXPECT_EQ(textsOf(xRange(Axis::Base10, 1e5, 2e9)).last(), QStringLiteral("1\u202fG"));
    EXPECT_EQ(textsOf(xRange(Axis::Base2, 8192, 65'536)),
              QStringList({"8192", "16\u202f384", "32\u202f768", "65\u202f536"}));
    const AxisRange range = xRange(Axis::Base10, 10, 1e8); // points stay away from both ends
    EXPECT_GT(range.share(10, true), 0.02);
    EXPECT_LT(range.share(1e8, true), 0.98);
}

TEST(SweepData, SaysWhereItCrossesOrBetweenWhatItStays)
{
    session::RunState state = swept({64, 128, 256}, kSpeedup);
    state.sweep->annotations = {};
    state.sweep->note.clear();
    state.sweep->points[2].speedup = 1.75;
    state.sweep->crossings = {std::nullopt, analysis::Crossing{100, {90, 110}}};
    const QStringList sentences = sweepSentences(*state.sweep);
    ASSERT_EQ(sentences.size(), 2);
    EXPECT_TRUE(sentences[0].endsWith(QStringLiteral(": from 1.50× at 64 to 1.75× at 256.")))
        << sentences[0].toStdString();
    EXPECT_TRUE(sentences[1].contains(QStringLiteral("1.0× is crossed at 100 (90")));
    state.sweep->points.resize(1);
    EXPECT_EQ(sweepSentences(*state.sweep).size(), 1) << "one point has no range";
}

TEST(SweepData, WhereTheCoresWereBusyNothingIsSaidOfThePoints)
{
    session::RunState state = swept({2, 4, 8}, kSpeedup);
    state.sweep->annotations.finding = "";
    for (std::size_t i = 0; i < 3; ++i) // of six
        state.sweep->points[i].coresBusy = true;
    EXPECT_EQ(sweepSentences(*state.sweep),
              QStringList{QStringLiteral("The cores were busy with something else at 3 of 6 points.")});
    state.sweep->points[0].coresBusy = false;
    EXPECT_EQ(sweepSentences(*state.sweep).size(), 3) << "two of six are few";
}

TEST(SweepData, OverWorkersNothingIsCrossed)
{
    session::RunState state = swept({1, 2, 4}, kSpeedup);
    state.sweep->sweep.parameter = "workers";
    state.sweep->crossings = {analysis::Crossing{1.4, {1, 2}}, std::nullopt};
    EXPECT_FALSE(sweepSentences(*state.sweep).join(u' ').contains(QStringLiteral("crossed")));
    EXPECT_TRUE(sweepData(state, 4).crossings.empty());
}

TEST(SweepData, OnlyPointsMakeASweep)
{
    session::RunState state = swept({64, 128}, kSpeedup);
    EXPECT_TRUE(isSweep(state));
    state.mode = session::Mode::Run;
    EXPECT_FALSE(isSweep(state));
    state.mode = session::Mode::Sweep;
    state.sweep->points.clear();
    EXPECT_FALSE(isSweep(state));
}

TEST(SweepData, TimePerItemIsLogarithmicAndKnowsNoLevel)
{
    session::RunState state = swept({64, 128, 256, 512}, kPerItem);
    state.sweep->crossings = {analysis::Crossing{100, {90, 110}}, std::nullopt};
    const ChartData data = sweepData(state, 2);
    EXPECT_EQ(data.title, QStringLiteral("ns per element against n of n × n"));
    EXPECT_TRUE(data.yLogarithmic);
    EXPECT_EQ(data.axis, Axis::Base2);
    EXPECT_FALSE(data.levelLine);
    EXPECT_TRUE(data.crossings.empty());
    ASSERT_EQ(data.measured.size(), 2u);
    EXPECT_DOUBLE_EQ(data.measured[0].points[0].y, 0.6);
    EXPECT_DOUBLE_EQ(data.measured[0].points[0].interval.low, 0.54);
    EXPECT_GT(data.yLow, 0);
    EXPECT_LT(data.yLow, 0.54);
    EXPECT_GE(labelsOf({data.yLow, data.yHigh, 10}), 2);
    state.itemName = "byte";
    EXPECT_TRUE(sweepData(state, 2).title.startsWith(QStringLiteral("ns per byte")));
    state.sweep->points.clear();
    EXPECT_GT(sweepData(state, 2).yLow, 0);
    EXPECT_LT(sweepData(state, 2).yLow, sweepData(state, 2).yHigh);
}

TEST(SweepData, SpeedupsFarBelowTheLevelAreLogarithmicUnasked)
{
    session::RunState state = swept({10, 1000, 100'000}, kSpeedup);
    EXPECT_FALSE(sweepData(state, 2).yLogarithmic);
    for (scenario::SweepPoint& point : state.sweep->points)
        point.speedup = 0.002;
    EXPECT_TRUE(sweepData(state, 2).yLogarithmic);
}

TEST(SweepData, SpeedupsOverPowersOfTenAreLogarithmicAroundTheLevel)
{
    session::RunState state = swept({10, 1000, 100'000}, kSpeedup);
    state.sweep->sweep.logarithmicSpeedup = true;
    EXPECT_LT(sweepData(state, 2).yLow, 1);
    for (scenario::SweepPoint& point : state.sweep->points) {
        point.speedup = 0.0004;
        point.interval = {0.0003, 0.0005};
    }
    state.sweep->crossings = {analysis::Crossing{5000, {4000, 6000}}, std::nullopt};
    const ChartData data = sweepData(state, 2);
    EXPECT_TRUE(data.yLogarithmic);
    EXPECT_TRUE(data.levelLine);
    EXPECT_GT(data.yLow, 0);
    EXPECT_LT(data.yLow, 0.0003);
    EXPECT_GT(data.yHigh, 1);
    EXPECT_GE(labelsOf({data.yLow, data.yHigh, 10}), 4);
    ASSERT_EQ(data.crossings.size(), 1u);
    EXPECT_DOUBLE_EQ(data.crossings[0].y, 1);
    state.sweep->points.clear();
    EXPECT_LT(sweepData(state, 2).yLow, 1);
    EXPECT_GT(sweepData(state, 2).yHigh, 1);
}

TEST(SweepData, PercentagesStandOnALinearAxisAndWhatIsToComeHasItsPlace)
{
    session::RunState state = swept({0, 1, 5, 50, 100}, kSpeedup);
    state.sweep->points.resize(1);
    const ChartData data = sweepData(state, 2);
    EXPECT_EQ(data.axis, Axis::Linear);
    EXPECT_LT(data.xLow, 0);
    EXPECT_GT(data.xLow, -10);
    EXPECT_GT(data.xHigh, 100);
    EXPECT_TRUE(data.levelLine);
}

TEST(SweepData, AnnotationsAreModelsMarksAndPartOfTheNote)
{
    session::RunState state = swept({8, 16, 32, 64}, kSpeedup);
    auto& annotations = state.sweep->annotations;
    const double infinite = std::numeric_limits<double>::infinity();
    annotations.models = {{"bound: 1/s", {{0, 5}, {4, infinite}, {8, 4}, {64, 2}}},
                          {"nothing", {{8, infinite}}}};
    annotations.marks = {{32, "L1, 32 kB"}};
    annotations.finding = "Padding stops helping at 64 bytes.";
    state.sweep->note = "n 128, too large";
    const double without = [&] {
        session::RunState plain = state;
        plain.sweep->annotations = {};
        return sweepData(plain, 2).yHigh;
    }();
    const ChartData data = sweepData(state, 2);
    ASSERT_EQ(data.models.size(), 1u);
    EXPECT_EQ(data.models[0].label, QStringLiteral("model: bound: 1/s"));
    EXPECT_EQ(data.models[0].points, (std::vector<QPointF>{{8, 4}, {64, 2}})); // 0 has no logarithm
    ASSERT_EQ(data.marks.size(), 1u);
    EXPECT_EQ(data.marks[0].label, QStringLiteral("L1, 32 kB"));
    EXPECT_TRUE(data.note.startsWith(QStringLiteral("Padding stops helping at 64 bytes. ")));
    EXPECT_TRUE(data.note.contains(QStringLiteral("too large")));
    EXPECT_GT(data.yHigh, without); // room for the mark's label
}

TEST(ChartMarks, LabelsKeepApartAndInside)
{
    const QRectF plot(40, 10, 260, 120);
    std::vector<ChartMark> marks;
    marks.reserve(10);
    for (int i = 0; i < 9; ++i)
        marks.push_back({std::exp2(3 + i * 0.7), QStringLiteral("cache %1, 32 kB").arg(i)});
    marks.push_back({1e6, QStringLiteral("beyond")});
    const AxisRange range = xRange(Axis::Base2, 8, 512);
    const auto placed = placeMarks(marks, range, true, plot, 1);
    ASSERT_EQ(placed.size(), 9u);
    int labelled = 0;
    for (const PlacedMark& mark : placed) {
        EXPECT_GE(mark.x, plot.left());
        EXPECT_LE(mark.x, plot.right());
        if (mark.rect.isNull())
            continue;
        ++labelled;
        EXPECT_TRUE(plot.contains(mark.rect));
        for (const PlacedMark& other : placed) {
            EXPECT_FALSE(&other != &mark && other.rect.intersects(mark.rect));
            EXPECT_FALSE(other.x > mark.rect.left() && other.x < mark.rect.right() &&
                         other.top < mark.rect.bottom());
        }
    }
    EXPECT_GE(labelled, 3);
    EXPECT_EQ(placeMarks({{400, QStringLiteral("L2, 2 MB")}}, range, true, plot, 1)[0].rect.isNull(), false);
}

QImage paint(const ChartData& data)
{
    QImage image(560, 360, QImage::Format_ARGB32_Premultiplied);
    image.fill(Theme::of(ThemeKind::Light).panel);
    QPainter painter(&image);
    paintChart(painter, QRectF(0, 0, 560, 360), data, ThemeKind::Light, 1);
    return image;
}

TEST(SweepChart, DrawsModelsAndMarks)
{
    session::RunState state = swept({8, 16, 32, 64}, kSpeedup);
    const QImage plain = paint(sweepData(state, 2));
    ChartData data = sweepData(state, 2);
    data.marks = {{30, QStringLiteral("a line")}};
    const QImage marked = paint(data);
    EXPECT_NE(marked, plain);
    const QRgb ink = Theme::of(ThemeKind::Light).textSecondary.rgb();
    int longest = 0; // pixels of one column in the mark's colour: its dashes
    for (int x = 60; x < 540; ++x) {
        int column = 0;
        int before = 0;
        for (int y = 0; y < 300; ++y) {
            column += qAbs(qGray(marked.pixel(x, y)) - qGray(ink)) < 90 ? 1 : 0;
            before += qAbs(qGray(plain.pixel(x, y)) - qGray(ink)) < 90 ? 1 : 0;
        }
        longest = std::max(longest, column - before);
    }
    EXPECT_GT(longest, 100);
    data.marks.clear();
    data.models = {{QStringLiteral("model: bound"), {{8, 0.2}, {64, 1.1}}}};
    EXPECT_NE(paint(data), plain);
}

int complaints = 0; // of Qt Charts, about logarithms of what has none

TEST(SweepChart, ChangesBetweenAllAxesWithoutComplaints)
{
    complaints = 0;
    const auto before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString& text) {
        complaints +=
            text.contains(QStringLiteral("ogarithm")) || text.contains(QStringLiteral("range")) ? 1 : 0;
    });
    SpeedupChart chart;
    chart.resize(336, 300);
    for (int round = 0; round < 2; ++round) {
        chart.setData(sweepData(swept({8, 16, 32}, kSpeedup), 2));
        EXPECT_FALSE(chart.grab().isNull());
        chart.setData(sweepData(swept({64, 128, 256, 512}, kPerItem), 2));
        EXPECT_FALSE(chart.grab().isNull());
        chart.setData(sweepData(swept({0, 50, 100}, kSpeedup), 2));
        EXPECT_FALSE(chart.grab().isNull());
        chart.setData(sweepData(swept({10, 200, 3'000}, kPerItem), 2));
        EXPECT_FALSE(chart.grab().isNull());
    }
    qInstallMessageHandler(before);
    EXPECT_EQ(complaints, 0);
}

} // namespace

} // namespace lab::widgets
