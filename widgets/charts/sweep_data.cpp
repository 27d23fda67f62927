// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/sweep_data.h"

#include "widgets/charts/core_shades.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

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

// Three digits, and no exponents: "1 780 000".
QString abscissa(double x)
{
    if (x < 100)
        return QString::number(x, 'g', 3);
    const double step = std::pow(10, std::floor(std::log10(x)) - 2);
    return grouped(std::llround(std::round(x / step) * step));
}

// The interval is that of the crossing; where a bound lies outside of what was measured, it says so.
// `whole`: of numbers between which there is nothing, such as images.
QString crossingSentence(const QString& series, const analysis::Crossing& crossing, const QString& unit,
                         bool whole)
{
    constexpr double kFew = 20; // of whole numbers a fraction would say too much
    const bool few = whole && crossing.x < kFew;
    const QString low = abscissa(few ? std::floor(crossing.interval.low) : crossing.interval.low) + unit;
    const QString high = abscissa(few ? std::ceil(crossing.interval.high) : crossing.interval.high) + unit;
    QString between = text("%1 – %2").arg(low, high);
    if (crossing.openBelow && crossing.openAbove)
        between = text("not certain");
    else if (crossing.openBelow)
        between = text("at most %1").arg(high);
    else if (crossing.openAbove)
        between = text("at least %1").arg(low);
    const double below = std::floor(crossing.x);
    const QString at = few ? text("between %1 and %2").arg(below).arg(below + 1)
                           : text("at %1").arg(abscissa(crossing.x) + unit);
    QString sentence = text("%1: 1.0× is crossed %2 (%3).").arg(series, at, between);
    sentence.front() = sentence.front().toUpper();
    return sentence;
}

// Speedups so far apart, or so far below 1.0×, that on a linear axis the lower ones would lie on the ground.
bool spansDecades(const SweepResult& sweep)
{
    constexpr double kFarApart = 100;
    if (sweep.points.empty())
        return false;
    const auto [low, high] =
        std::minmax_element(sweep.points.begin(), sweep.points.end(),
                            [](const auto& a, const auto& b) { return a.speedup < b.speedup; });
    return low->speedup > 0 && std::max(high->speedup, 1.0) > kFarApart * low->speedup;
}

// Over workers a curve begins at 1.0×, and where the cores were busy it says nothing.
bool crosses(const SweepResult& sweep)
{
    return sweep.sweep.parameter != "workers" && isEvidence(sweep);
}

int timesCrossed(const SweepResult& sweep, std::size_t series)
{
    std::vector<scenario::SweepPoint> points;
    std::copy_if(sweep.points.begin(), sweep.points.end(), std::back_inserter(points),
                 [series](const scenario::SweepPoint& point) { return point.series == series; });
    std::sort(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
    int times = 0;
    for (std::size_t i = 1; i < points.size(); ++i)
        times += (points[i].speedup >= 1) != (points[i - 1].speedup >= 1) ? 1 : 0;
    return times;
}

// What is left to say of a series that stays on one side of 1.0×.
QString rangeSentence(const SweepResult& sweep, std::size_t series, const QString& unit)
{
    std::vector<scenario::SweepPoint> points;
    std::copy_if(sweep.points.begin(), sweep.points.end(), std::back_inserter(points),
                 [series](const scenario::SweepPoint& point) { return point.series == series; });
    if (points.size() < 2)
        return {};
    const auto [low, high] = std::minmax_element(
        points.begin(), points.end(), [](const auto& a, const auto& b) { return a.speedup < b.speedup; });
    const QString label = QString::fromStdString(sweep.sweep.series[series].label);
    const QString least = threeDigits(low->speedup);
    const QString most = threeDigits(high->speedup);
    QString sentence = least == most
                           ? text("%1: %2× everywhere.").arg(label, least)
                           : text("%1: from %2× at %3 to %4× at %5.")
                                 .arg(label, least, abscissa(low->x) + unit, most, abscissa(high->x) + unit);
    sentence.front() = sentence.front().toUpper();
    return sentence;
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

// The axis that a person asked for, where there can be one.
std::optional<ChartData::Axis> ownAxis(const scenario::Sweep& sweep)
{
    if (!sweep.scale)
        return std::nullopt;
    if (*sweep.scale == scenario::Parameter::Scale::Linear)
        return ChartData::Axis::Linear;
    const ChartData::Axis fitting = axisFor(sweep.values);
    return fitting == ChartData::Axis::Linear && sweep.values.front() > 0 ? ChartData::Axis::Base10 : fitting;
}

void fitX(ChartData& data, const SweepResult& sweep, const machine::Machine& machine)
{
    const bool workers = sweep.sweep.parameter == "workers";
    const bool byParameter = !workers && !sweep.sweep.xIsMeasuredWork;
    std::vector<double> all;
    if (workers)
        all = {1,
               static_cast<double>(std::max(sweep.sweep.workersPerCore * machine.cores, machine.processors))};
    if (byParameter) // what is still to come has its place already
        all.assign(sweep.sweep.values.begin(), sweep.sweep.values.end());
    for (const scenario::SweepPoint& point : sweep.points)
        all.push_back(point.x);
    data.axis = workers       ? ChartData::Axis::Linear
                : byParameter ? ownAxis(sweep.sweep).value_or(axisFor(sweep.sweep.values))
                              : ChartData::Axis::Base10;
    const auto [low, high] = std::minmax_element(all.begin(), all.end());
    data.xLow = all.empty() ? 1 : *low;
    data.xHigh = !all.empty() && *high > *low ? *high : std::max(data.xLow * 10, data.xLow + 1);
    if (data.axis == ChartData::Axis::Linear) {
        const double margin = kLinearMargin * (data.xHigh - data.xLow);
        data.xLow -= margin;
        data.xHigh += margin;
    }
    if (workers)
        data.shades = coreShades(machine);
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

void addCrossings(ChartData& data, const SweepResult& sweep)
{
    for (const auto& crossing : sweep.crossings) {
        if (crossing)
            data.crossings.push_back({crossing->x, 1.0, crossing->interval});
    }
}

QString perItemTitle(const session::RunState& state, const QString& against)
{
    QString item = QString::fromStdString(state.itemName);
    if (item.isEmpty())
        item = text("item");
    return text("ns per %1 against %2").arg(item, against);
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

QStringList sweepSentences(const SweepResult& sweep)
{
    QStringList sentences;
    if (!sweep.annotations.finding.empty())
        sentences << QString::fromStdString(sweep.annotations.finding);
    const QString unit = sweep.sweep.xIsMeasuredWork ? QStringLiteral(" µs") : QString();
    const bool told = !sentences.isEmpty() || !isEvidence(sweep); // a scenario's own finding says it better
    const bool speedups = sweep.sweep.shows == Shows::Speedup;
    for (std::size_t s = 0; s < sweep.sweep.series.size() && !told; ++s) {
        const bool crossed = crosses(sweep) && s < sweep.crossings.size() && sweep.crossings[s];
        if (crossed && timesCrossed(sweep, s) > 1)
            sentences << text("%1: 1.0× is crossed more than once, first at %2.")
                             .arg(QString::fromStdString(sweep.sweep.series[s].label),
                                  abscissa(sweep.crossings[s]->x) + unit);
        else if (crossed)
            sentences << crossingSentence(QString::fromStdString(sweep.sweep.series[s].label),
                                          *sweep.crossings[s], unit, !sweep.sweep.xIsMeasuredWork);
        else if (speedups)
            sentences << rangeSentence(sweep, s, unit);
    }
    sentences.removeAll(QString());
    const auto busy = std::count_if(sweep.points.begin(), sweep.points.end(),
                                    [](const scenario::SweepPoint& point) { return point.coresBusy; });
    if (busy > 0)
        sentences << text("The cores were busy with something else at %1 of %2 points.")
                         .arg(busy)
                         .arg(sweep.points.size());
    if (!sweep.note.empty())
        sentences << text("Left out: %1.").arg(QString::fromStdString(sweep.note));
    return sentences;
}

bool isSweep(const session::RunState& state)
{
    return state.mode == session::Mode::Sweep && state.sweep && !state.sweep->points.empty();
}

ChartData sweepData(const session::RunState& state, const machine::Machine& machine)
{
    const SweepResult& sweep = *state.sweep;
    const QString against = QString::fromStdString(sweep.sweep.axisLabel);
    ChartData data;
    data.xLabel = against + (sweep.sweep.xIsMeasuredWork ? QStringLiteral(" (µs)") : QString());
    addSeries(data, sweep);
    fitX(data, sweep, machine);
    if (sweep.sweep.shows == Shows::TimePerItem) {
        data.title = perItemTitle(state, against);
        data.yLogarithmic = true;
    } else {
        data.title = text("Speedup against %1").arg(against);
        data.levelLine = true;
        data.yLogarithmic = sweep.sweep.logarithmicSpeedup || spansDecades(sweep);
        if (crosses(sweep))
            addCrossings(data, sweep);
    }
    addAnnotations(data, sweep.annotations);
    data.note = sweepSentences(sweep).join(QLatin1Char(' '));
    fitY(data);
    return data;
}

} // namespace lab::widgets
