// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_data.h"

#include "core/session/outcome.h"
#include "widgets/charts/chart_axes.h"
#include "widgets/charts/chart_marks.h"
#include "widgets/charts/core_shades.h"
#include "widgets/charts/law_band.h"
#include "widgets/charts/sweep_data.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr std::size_t kLivePointsShown = 240;
constexpr int kModelSteps = 24;
constexpr double kMarkRow = 0.09; // of the plot's height, about a line of text

QString text(const char* source)
{
    return QCoreApplication::translate("Chart", source);
}

QString times(double ratio)
{
    return QStringLiteral("%1×").arg(ratio, 0, 'f', ratio < 100 ? 2 : 0);
}

// Amdahl's law is about cores that are alike.
void addModel(ChartData& data, const session::RunState& state, const machine::Machine& machine)
{
    const double alike = std::min<double>(machine::fastCores(machine), machine.quota.value_or(machine.cores));
    std::vector<analysis::SpeedupPoint> points;
    for (const session::ScalingPoint& point : state.scaling) {
        if (point.workers > 1 && point.workers <= alike)
            points.push_back({static_cast<double>(point.workers), point.speedup});
    }
    const auto serial = analysis::fitSerialFraction(points);
    if (!serial)
        return;
    const double from = std::log2(1.0);
    const double to = std::log2(data.xHigh);
    ChartModel model;
    model.label =
        text("model: Amdahl, as if %1 % were serial").arg(*serial * 100, 0, 'f', *serial < 0.1 ? 1 : 0);
    for (int i = 0; i <= kModelSteps; ++i) {
        const double workers = std::exp2(from + (to - from) * i / kModelSteps);
        model.points.emplace_back(workers, analysis::amdahlSpeedup(*serial, workers));
    }
    data.models.push_back(std::move(model));
}

ChartData scalingChart(const session::RunState& state, const machine::Machine& machine)
{
    ChartData data;
    data.title = text("Speedup against workers");
    data.xLabel = text("workers");
    data.axis = ChartData::Axis::Linear; // on which as many times faster as workers is a straight line
    data.xLow = 0;
    data.xHigh = std::max(2 * std::max(machine.cores, 2), machine.processors);
    ChartSeries measured{text("measured"), {}};
    for (const session::ScalingPoint& point : state.scaling) {
        measured.points.push_back({static_cast<double>(point.workers), point.speedup, point.interval});
        data.xHigh = std::max(data.xHigh, static_cast<double>(point.workers));
    }
    data.measured.push_back(std::move(measured));
    data.shades = coreShades(machine);
    addModel(data, state, machine);
    fitY(data);
    data.yHigh = std::max(data.yHigh, std::min(machine.cores * 1.12, data.yHigh * 1.6));
    for (int i = 0; i <= kModelSteps; ++i) {
        const double workers = 1 + (data.xHigh - 1) * i / kModelSteps;
        if (workers <= data.yHigh)
            data.ideal.emplace_back(workers, workers);
    }
    if (auto law = lawBand(state, data.xHigh)) {
        data.band = std::move(law->band);
        data.note = law->note;
        data.details = law->details;
    }
    return data;
}

ChartData liveChart(const session::RunState& state)
{
    ChartData data;
    data.title = text("Speedup now");
    data.xLabel = text("seconds");
    ChartSeries series{text("live"), {}};
    // One point a tick would soon be thousands: show the newest in full and say so by the axis.
    const std::size_t skip = state.live.size() > kLivePointsShown ? state.live.size() - kLivePointsShown : 0;
    for (std::size_t i = skip; i < state.live.size(); ++i) {
        const session::LivePoint& point = state.live[i];
        series.points.push_back({point.seconds, point.speedup, {point.speedup, point.speedup}});
    }
    data.levelLine = true;
    data.xLow = series.points.empty() ? 0 : series.points.front().x;
    data.xHigh = series.points.empty() ? 1 : std::max(series.points.back().x, data.xLow + 1);
    data.measured.push_back(std::move(series));
    fitY(data);
    if (!state.live.empty())
        data.note = text("Now %1.").arg(times(state.live.back().speedup));
    return data;
}

} // namespace

ChartData chartData(const session::RunState& state, const machine::Machine& machine)
{
    if (state.mode == session::Mode::Live)
        return liveChart(state);
    if (state.sweep)
        return sweepData(state, machine);
    return scalingChart(state, machine);
}

void markPrediction(ChartData& data, const scenario::ScenarioInfo& info, const session::RunState& state,
                    std::optional<double> prediction)
{
    const auto outcome = session::outcomeOf(info, state);
    if (!prediction || *prediction <= 0 || !outcome || outcome->variant != state.mainVariant ||
        outcome->against != state.sequentialVariant || state.sweep)
        return;
    constexpr double kAbove = 1.12;
    data.predicted = QPointF(state.variants[state.mainVariant].workers, *prediction);
    data.yHigh = std::max(data.yHigh, *prediction * kAbove);
}

void fitY(ChartData& data)
{
    const auto rows = std::min<std::size_t>(data.marks.size(), kMarkRows);
    const double free = 1 - kMarkRow * static_cast<double>(rows);
    double lowest = 1e300;
    double highest = data.yLogarithmic ? 0 : 1.2;
    for (const ChartSeries& series : data.measured) {
        for (const ChartPoint& point : series.points) {
            const double low = point.interval.low > 0 ? point.interval.low : point.y;
            lowest = std::min({lowest, point.y, low});
            highest = std::max({highest, point.y, point.interval.high});
        }
    }
    if (!data.yLogarithmic) {
        data.yHigh = highest * 1.12 / free;
        return;
    }
    if (data.levelLine) {
        lowest = std::min(lowest, 1.0);
        highest = std::max(highest, 1.0);
    } else if (highest <= 0) {
        lowest = 1;
        highest = 10;
    }
    const AxisRange range = decadeRange(lowest, highest);
    data.yLow = range.low;
    data.yHigh = range.low * std::pow(range.high / range.low, 1 / free);
}

} // namespace lab::widgets
