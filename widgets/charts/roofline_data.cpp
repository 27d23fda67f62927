// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/roofline_data.h"

#include "widgets/charts/ladder_data.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("Chart", source);
}

void addRoof(RooflineData& data, const session::RunState& state)
{
    for (const scenario::MachineFigure& figure : state.machineFigures) {
        if (figure.value <= 0)
            continue;
        if (figure.key == "peak")
            data.levels.push_back({text("peak, all workers"), figure.value});
        else if (figure.key == "peak-one" && state.request.workers > 1)
            data.levels.push_back({text("peak, one worker"), figure.value});
        else if (figure.key == "memory")
            data.slopes.push_back({text("memory"), figure.value, 0});
        else if (figure.key == "cache")
            data.slopes.push_back({text("caches"), figure.value, 0});
    }
    std::stable_sort(data.levels.begin(), data.levels.end(),
                     [](const auto& a, const auto& b) { return a.rate > b.rate; });
    std::stable_sort(data.slopes.begin(), data.slopes.end(),
                     [](const auto& a, const auto& b) { return a.bandwidth > b.bandwidth; });
    for (RooflineData::Slope& slope : data.slopes)
        slope.ridge = data.levels.empty() ? 0 : data.levels.front().rate / slope.bandwidth;
}

void addPoints(RooflineData& data, const scenario::ScenarioInfo& info, const session::RunState& state)
{
    if (state.work.operations <= 0 || state.work.bytes <= 0)
        return;
    data.intensity = state.work.operations / state.work.bytes;
    for (std::size_t i = 0; i < state.variants.size(); ++i) {
        const session::VariantResult& result = state.variants[i];
        if (!result.availability.available || result.median <= 0)
            continue;
        if (rootOf(state.variants, i) != rootOf(state.variants, state.sequentialVariant))
            continue; // does something else than the work that is counted
        const bool exact = result.tolerance <= state.variants[state.sequentialVariant].tolerance;
        data.points.push_back({QString::fromStdString(result.variant.label),
                               state.work.operations / result.median, !result.variant.alone(), info.peer == i,
                               exact});
    }
    std::stable_sort(data.points.begin(), data.points.end(),
                     [](const auto& a, const auto& b) { return a.rate > b.rate; });
}

void fitAxes(RooflineData& data)
{
    double xLow = data.intensity > 0 ? data.intensity : 1;
    double xHigh = xLow;
    for (const RooflineData::Slope& slope : data.slopes) {
        if (slope.ridge > 0) {
            xLow = std::min(xLow, slope.ridge);
            xHigh = std::max(xHigh, slope.ridge);
        }
    }
    data.xLow = xLow / 25; // room for the slopes and their names
    data.xHigh = xHigh * 5;
    double yLow = 1e300;
    double yHigh = 0;
    for (const RooflinePoint& point : data.points) {
        yLow = std::min(yLow, point.rate);
        yHigh = std::max(yHigh, point.rate);
    }
    for (const RooflineData::Level& level : data.levels) {
        yLow = std::min(yLow, level.rate);
        yHigh = std::max(yHigh, level.rate);
    }
    if (yHigh <= 0)
        return;
    // The widest slope starts inside.
    yLow = data.slopes.empty() ? yLow : std::min(yLow, data.roof(data.xLow));
    data.yLow = yLow / 2;
    data.yHigh = yHigh * 2.5;
}

} // namespace

double RooflineData::roof(const Slope& slope, double x) const
{
    const double bound = slope.bandwidth * x;
    return levels.empty() ? bound : std::min(levels.front().rate, bound);
}

double RooflineData::roof(double x) const
{
    if (!slopes.empty())
        return roof(slopes.front(), x);
    return levels.empty() ? 0 : levels.front().rate;
}

RooflineData rooflineData(const scenario::ScenarioInfo& info, const session::RunState& state)
{
    RooflineData data;
    data.title = text("Below the roof");
    addRoof(data, state);
    addPoints(data, info, state);
    fitAxes(data);
    if (data.levels.empty() && data.slopes.empty())
        return data;
    data.note = text("Roof: measured on this machine, in the same rounds.");
    const double peak = data.levels.empty() ? 1e300 : data.levels.front().rate;
    if (std::any_of(data.points.begin(), data.points.end(),
                    [&](const RooflinePoint& point) { return !point.exact && point.rate > peak; }))
        data.note += QLatin1Char(' ') + text("It is that of f32: shorter numbers can pass it.");
    return data;
}

} // namespace lab::widgets
