// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/what_if_data.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("Chart", source);
}

constexpr double kRaster = 0.1;

double saved(double share)
{
    return (1 - share) * 100;
}

} // namespace

ChartData whatIfData(const scenario::WhatIf& change, std::span<const session::CurvePoint> curve,
                     std::span<const CheckedShare> checked)
{
    ChartData data;
    data.title = text("%1: how much the whole gains").arg(QString::fromStdString(change.part));
    data.xLabel = text("% of its time saved");
    data.xHigh = 100;
    data.levelLine = true;
    ChartModel model{text("model: replayed recording"), {}};
    for (const session::CurvePoint& point : curve)
        model.points.emplace_back(saved(point.share), point.factor);
    ChartSeries measured{text("measured"), {}};
    for (const CheckedShare& each : checked)
        measured.points.push_back({saved(each.share), each.check.factor, each.check.interval});
    std::sort(measured.points.begin(), measured.points.end(),
              [](const ChartPoint& a, const ChartPoint& b) { return a.x < b.x; });
    double lowest = 1;
    for (const ChartPoint& point : measured.points)
        lowest = std::min(lowest, point.interval.low);
    if (!measured.points.empty())
        data.measured.push_back(std::move(measured));
    data.marks.push_back({saved(change.share), text("asked")});
    fitY(data);
    for (const QPointF& point : model.points)
        data.yHigh = std::max(data.yHigh, point.y() * 1.15);
    data.yLow = std::floor(lowest * 0.95 / kRaster) * kRaster; // the gain is what there is to see
    data.models.push_back(std::move(model));
    return data;
}

} // namespace lab::widgets
