// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_axes.h"

#include <QChart>
#include <QLogValueAxis>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr double kMargin = 1.12;      // beyond the first and last value of a logarithmic axis, at least
constexpr double kMarginShare = 0.03; // of the axis
constexpr int kMostSteps = 6;         // of a linear axis
constexpr double kMostDoublings = 7;  // that all have a label

constexpr int kMostDecades = 8; // with a label each

int decadesIn(double low, double high)
{
    return static_cast<int>(std::floor(std::log10(high) + 1e-9) - std::ceil(std::log10(low) - 1e-9)) + 1;
}

// Room for the first and last point.
double margin(double low, double high)
{
    return std::max(kMargin, std::pow(high / low, kMarginShare));
}

} // namespace

double AxisRange::share(double value, bool logarithmic) const
{
    if (!logarithmic)
        return (value - low) / (high - low);
    return std::log(value / low) / std::log(high / low);
}

AxisRange xRange(ChartData::Axis axis, double low, double high)
{
    if (axis == ChartData::Axis::Linear)
        return {low, high > low ? high : low + 1, 10};
    if (axis == ChartData::Axis::Base10) {
        AxisRange range = decadeRange(low, high);
        if (decadesIn(range.low, range.high) > kMostDecades)
            range.base = 100;
        return range;
    }
    const double doublings = std::log2(high / low);
    const double base = std::exp2(std::max(1.0, std::ceil(doublings / kMostDoublings)));
    const double beyond = margin(low, high);
    return {low / beyond, high > low ? high * beyond : low * 2 * beyond, base};
}

AxisRange decadeRange(double low, double high)
{
    const double beyond = margin(low, high);
    AxisRange range{low / beyond, high * beyond, 10};
    while (decadesIn(range.low, range.high) < 2) {
        // A little beyond the decade, else rounding may take its label.
        const double below = std::pow(10, std::ceil(std::log10(range.low) - 1e-9) - 1) / 1.02;
        const double above = std::pow(10, std::floor(std::log10(range.high) + 1e-9) + 1) * 1.02;
        if (range.low / below < above / range.high)
            range.low = below;
        else
            range.high = above;
    }
    return range;
}

double roundStep(double span, int most)
{
    const double raw = span / most;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= raw)
            return factor * power;
    }
    return 10 * power;
}

QAbstractAxis* makeAxis(ChartData::Axis axis, QChart* chart)
{
    if (axis == ChartData::Axis::Linear) {
        auto* made = new QValueAxis(chart);
        made->setTickType(QValueAxis::TicksDynamic);
        made->setTickAnchor(0);
        return made;
    }
    return new QLogValueAxis(chart);
}

void fitAxis(QAbstractAxis* made, ChartData::Axis axis, const AxisRange& range)
{
    if (axis == ChartData::Axis::Linear) {
        auto* linear = static_cast<QValueAxis*>(made);
        const double step = roundStep(range.high - range.low, kMostSteps);
        linear->setTickInterval(step);
        linear->setRange(range.low, range.high);
        linear->setLabelFormat(step < 1 ? QStringLiteral("%.1f") : QStringLiteral("%.0f"));
        return;
    }
    auto* logarithmic = static_cast<QLogValueAxis*>(made);
    logarithmic->setBase(range.base);
    logarithmic->setRange(range.low, range.high);
    constexpr double kLeastInShort = 1e-4; // below, %g knows 1e-05 only
    const int decimals = static_cast<int>(std::ceil(-std::log10(range.low) - 1e-9));
    logarithmic->setLabelFormat(axis == ChartData::Axis::Base2 && range.low > 0.5 ? QStringLiteral("%.0f")
                                : range.low < kLeastInShort ? QStringLiteral("%.%1f").arg(decimals)
                                                            : QStringLiteral("%g"));
    logarithmic->setMinorTickCount(axis == ChartData::Axis::Base10 && range.base == 10 ? 8 : 0);
}

} // namespace lab::widgets
