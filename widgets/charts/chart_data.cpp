// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_data.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr std::size_t kLivePointsShown = 240;
constexpr int kModelSteps = 24;

QString text(const char* source)
{
    return QCoreApplication::translate("Chart", source);
}

QString times(double ratio)
{
    return QStringLiteral("%1×").arg(ratio, 0, 'f', ratio < 100 ? 2 : 0);
}

void fitHeight(ChartData& data)
{
    double highest = 1.2;
    for (const ChartSeries& series : data.measured) {
        for (const ChartPoint& point : series.points)
            highest = std::max({highest, point.y, point.interval.high});
    }
    data.yHigh = highest * 1.12;
}

void addModel(ChartData& data, const scenario::RunState& state, int cores)
{
    std::vector<analysis::SpeedupPoint> points;
    for (const scenario::ScalingPoint& point : state.scaling) {
        if (point.workers > 1 && point.workers <= cores)
            points.push_back({static_cast<double>(point.workers), point.speedup});
    }
    const auto serial = analysis::fitSerialFraction(points);
    if (!serial)
        return;
    const double from = std::log2(1.0);
    const double to = std::log2(data.xHigh);
    for (int i = 0; i <= kModelSteps; ++i) {
        const double workers = std::exp2(from + (to - from) * i / kModelSteps);
        data.model.emplace_back(workers, analysis::amdahlSpeedup(*serial, workers));
    }
    data.modelLabel = text("model: Amdahl, %1 % serial").arg(*serial * 100, 0, 'f', *serial < 0.1 ? 1 : 0);
}

ChartData scalingChart(const scenario::RunState& state, int cores)
{
    ChartData data;
    data.title = text("Speedup against workers");
    data.xLabel = text("workers");
    data.axis = ChartData::Axis::Base2;
    data.xLow = 1;
    data.xHigh = 2 * std::max(cores, 2);
    ChartSeries measured{text("measured"), {}};
    for (const scenario::ScalingPoint& point : state.scaling) {
        measured.points.push_back({static_cast<double>(point.workers), point.speedup, point.interval});
        data.xHigh = std::max(data.xHigh, static_cast<double>(point.workers));
    }
    data.measured.push_back(std::move(measured));
    data.shadeFrom = cores;
    data.shadeLabel = text("beyond %1 cores").arg(cores);
    if (cores == 1)
        data.shadeLabel = text("beyond 1 core");
    addModel(data, state, cores);
    fitHeight(data);
    data.yHigh = std::max(data.yHigh, std::min(cores * 1.12, data.yHigh * 1.6));
    for (int i = 0; i <= kModelSteps; ++i) {
        const double workers = std::exp2(std::log2(data.xHigh) * i / kModelSteps);
        if (workers <= data.yHigh)
            data.ideal.emplace_back(workers, workers);
    }
    return data;
}

QString crossingSentence(const QString& series, const analysis::Crossing& crossing, const QString& unit)
{
    const auto number = [&](double x) { return QString::number(x, 'g', x >= 100 ? 3 : 2) + unit; };
    return text("%1: 1.0× is crossed at %2 (%3 – %4).")
        .arg(series, number(crossing.x), number(crossing.interval.low), number(crossing.interval.high));
}

ChartData sweepChart(const scenario::SweepResult& sweep, int cores)
{
    ChartData data;
    const bool workers = sweep.sweep.parameter == "workers";
    const QString unit = sweep.sweep.xIsMeasuredWork ? QStringLiteral(" µs") : QString();
    data.title = text("Speedup against %1").arg(QString::fromStdString(sweep.sweep.axisLabel));
    data.xLabel = QString::fromStdString(sweep.sweep.axisLabel) +
                  (sweep.sweep.xIsMeasuredWork ? QStringLiteral(" (µs)") : QString());
    data.axis = workers ? ChartData::Axis::Base2 : ChartData::Axis::Base10;
    data.levelLine = true;
    double low = workers ? 1 : 1e300;
    double high = workers ? 2.0 * cores : 0;
    for (std::size_t s = 0; s < sweep.sweep.series.size(); ++s) {
        ChartSeries series{QString::fromStdString(sweep.sweep.series[s].label), {}};
        for (const scenario::SweepPoint& point : sweep.points) {
            if (point.series != s)
                continue;
            series.points.push_back({point.x, point.speedup, point.interval});
            low = std::min(low, point.x);
            high = std::max(high, point.x);
        }
        std::sort(series.points.begin(), series.points.end(),
                  [](const ChartPoint& a, const ChartPoint& b) { return a.x < b.x; });
        if (s < sweep.crossings.size() && sweep.crossings[s]) {
            const analysis::Crossing& crossing = *sweep.crossings[s];
            data.crossings.push_back({crossing.x, 1.0, crossing.interval});
            data.note += (data.note.isEmpty() ? QString() : QStringLiteral(" ")) +
                         crossingSentence(series.label, crossing, unit);
        }
        data.measured.push_back(std::move(series));
    }
    if (!sweep.note.empty())
        data.note += (data.note.isEmpty() ? QString() : QStringLiteral(" ")) +
                     text("Left out: %1.").arg(QString::fromStdString(sweep.note));
    data.xLow = low < high ? low : 1;
    data.xHigh = low < high ? high : data.xLow * 10;
    if (workers) {
        data.shadeFrom = cores;
        data.shadeLabel = text("beyond %1 cores").arg(cores);
    }
    fitHeight(data);
    return data;
}

ChartData liveChart(const scenario::RunState& state)
{
    ChartData data;
    data.title = text("Speedup now");
    data.xLabel = text("seconds");
    ChartSeries series{text("live"), {}};
    // One point a tick would soon be thousands: show the newest in full and say so by the axis.
    const std::size_t skip = state.live.size() > kLivePointsShown ? state.live.size() - kLivePointsShown : 0;
    for (std::size_t i = skip; i < state.live.size(); ++i) {
        const scenario::LivePoint& point = state.live[i];
        series.points.push_back({point.seconds, point.speedup, {point.speedup, point.speedup}});
    }
    data.levelLine = true;
    data.xLow = series.points.empty() ? 0 : series.points.front().x;
    data.xHigh = series.points.empty() ? 1 : std::max(series.points.back().x, data.xLow + 1);
    data.measured.push_back(std::move(series));
    fitHeight(data);
    if (!state.live.empty())
        data.note = text("Now %1.").arg(times(state.live.back().speedup));
    return data;
}

} // namespace

ChartData chartData(const scenario::RunState& state, int cores)
{
    if (state.mode == scenario::Mode::Live)
        return liveChart(state);
    if (state.sweep)
        return sweepChart(*state.sweep, cores);
    return scalingChart(state, cores);
}

} // namespace lab::widgets
