// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/sweep_data.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <bit>
#include <cmath>

namespace lab::widgets {

namespace {

using scenario::SweepResult;
using Shows = scenario::Sweep::Shows;

constexpr double kMostLinear = 20; // largest ÷ smallest
constexpr double kLinearMargin = 0.03;

QString text(const char* source)
{
    return QCoreApplication::translate("Chart", source);
}

QString crossingSentence(const QString& series, const analysis::Crossing& crossing, const QString& unit)
{
    const auto number = [&](double x) { return QString::number(x, 'g', x >= 100 ? 3 : 2) + unit; };
    return text("%1: 1.0× is crossed at %2 (%3 – %4).")
        .arg(series, number(crossing.x), number(crossing.interval.low), number(crossing.interval.high));
}

void addSeries(ChartData& data, const SweepResult& sweep)
{
    const bool perItem = sweep.sweep.shows == Shows::TimePerItem;
    for (std::size_t s = 0; s < sweep.sweep.series.size(); ++s) {
        ChartSeries series{QString::fromStdString(sweep.sweep.series[s].label), {}};
        for (const scenario::SweepPoint& point : sweep.points) {
            if (point.series != s || (perItem && point.perItem <= 0))
                continue;
            if (perItem)
                series.points.push_back({point.x, point.perItem, point.perItemInterval});
            else
                series.points.push_back({point.x, point.speedup, point.interval});
        }
        std::sort(series.points.begin(), series.points.end(),
                  [](const ChartPoint& a, const ChartPoint& b) { return a.x < b.x; });
        data.measured.push_back(std::move(series));
    }
}

void fitX(ChartData& data, const SweepResult& sweep, int cores)
{
    const bool workers = sweep.sweep.parameter == "workers";
    const bool byParameter = !workers && !sweep.sweep.xIsMeasuredWork;
    std::vector<double> all;
    if (workers)
        all = {1, 2.0 * cores};
    if (byParameter) // what is still to come has its place already
        all.assign(sweep.sweep.values.begin(), sweep.sweep.values.end());
    for (const scenario::SweepPoint& point : sweep.points)
        all.push_back(point.x);
    data.axis = workers       ? ChartData::Axis::Base2
                : byParameter ? axisFor(sweep.sweep.values)
                              : ChartData::Axis::Base10;
    const auto [low, high] = std::minmax_element(all.begin(), all.end());
    data.xLow = all.empty() ? 1 : *low;
    data.xHigh = !all.empty() && *high > *low ? *high : std::max(data.xLow * 10, data.xLow + 1);
    if (data.axis == ChartData::Axis::Linear) {
        const double margin = kLinearMargin * (data.xHigh - data.xLow);
        data.xLow -= margin;
        data.xHigh += margin;
    }
    if (workers) {
        data.shadeFrom = cores;
        data.shadeLabel = cores == 1 ? text("beyond 1 core") : text("beyond %1 cores").arg(cores);
    }
}

// Points that an axis cannot show are left out: a bound may be infinite where it ends.
void addAnnotations(ChartData& data, const scenario::SweepAnnotations& annotations)
{
    const bool logX = data.axis != ChartData::Axis::Linear;
    for (const auto& line : annotations.models) {
        ChartModel model{text("model: %1").arg(QString::fromStdString(line.label)), {}};
        for (const auto& [x, y] : line.points) {
            const bool drawable =
                std::isfinite(x) && std::isfinite(y) && (!logX || x > 0) && (!data.yLogarithmic || y > 0);
            if (drawable)
                model.points.emplace_back(x, y);
        }
        if (model.points.size() > 1)
            data.models.push_back(std::move(model));
    }
    for (const auto& mark : annotations.marks)
        data.marks.push_back({mark.x, QString::fromStdString(mark.label)});
}

void addCrossings(ChartData& data, const SweepResult& sweep, QStringList& sentences)
{
    const QString unit = sweep.sweep.xIsMeasuredWork ? QStringLiteral(" µs") : QString();
    for (std::size_t s = 0; s < std::min(sweep.crossings.size(), data.measured.size()); ++s) {
        if (!sweep.crossings[s])
            continue;
        const analysis::Crossing& crossing = *sweep.crossings[s];
        data.crossings.push_back({crossing.x, 1.0, crossing.interval});
        sentences << crossingSentence(data.measured[s].label, crossing, unit);
    }
}

QString perItemTitle(const scenario::RunState& state, const QString& against)
{
    QString item = QString::fromStdString(state.itemName);
    if (item.isEmpty())
        item = text("item");
    const bool vowel = QStringLiteral("aeio").contains(item.front().toLower());
    return (vowel ? text("ns an %1 against %2") : text("ns a %1 against %2")).arg(item, against);
}

} // namespace

ChartData::Axis axisFor(std::vector<std::int64_t> values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    if (values.empty())
        return ChartData::Axis::Base10;
    if (values.front() <= 0)
        return ChartData::Axis::Linear;
    bool even = values.size() > 2;
    for (std::size_t i = 2; i < values.size(); ++i)
        even = even && values[i] - values[i - 1] == values[1] - values[0];
    if (even && static_cast<double>(values.back()) <= kMostLinear * static_cast<double>(values.front()))
        return ChartData::Axis::Linear;
    const bool powers = std::all_of(values.begin(), values.end(), [](std::int64_t value) {
        return std::has_single_bit(static_cast<std::uint64_t>(value));
    });
    return powers ? ChartData::Axis::Base2 : ChartData::Axis::Base10;
}

ChartData sweepData(const scenario::RunState& state, int cores)
{
    const SweepResult& sweep = *state.sweep;
    const QString against = QString::fromStdString(sweep.sweep.axisLabel);
    ChartData data;
    data.xLabel = against + (sweep.sweep.xIsMeasuredWork ? QStringLiteral(" (µs)") : QString());
    addSeries(data, sweep);
    fitX(data, sweep, cores);
    QStringList sentences{QString::fromStdString(sweep.annotations.finding)};
    if (sweep.sweep.shows == Shows::TimePerItem) {
        data.title = perItemTitle(state, against);
        data.yLogarithmic = true;
    } else {
        data.title = text("Speedup against %1").arg(against);
        data.levelLine = true;
        addCrossings(data, sweep, sentences);
    }
    addAnnotations(data, sweep.annotations);
    if (!sweep.note.empty())
        sentences << text("Left out: %1.").arg(QString::fromStdString(sweep.note));
    sentences.removeAll(QString());
    data.note = sentences.join(QLatin1Char(' '));
    fitY(data);
    return data;
}

} // namespace lab::widgets
