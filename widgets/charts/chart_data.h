// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/run_session.h"

#include <QPointF>
#include <QString>

#include <optional>
#include <vector>

namespace lab::widgets {

/// One measured point with its 95 % interval.
struct ChartPoint
{
    double x = 0;
    double y = 0;
    analysis::Interval interval;
};

struct ChartSeries
{
    QString label;
    std::vector<ChartPoint> points; ///< by ascending x
};

/// A curve that is computed, not measured.
struct ChartModel
{
    QString label; ///< "model: …"
    std::vector<QPointF> points;
};

/// What a model calls possible: from one curve up to another.
struct ChartBand
{
    QString label; ///< "model: …"
    std::vector<QPointF> lower;
    std::vector<QPointF> upper;
};

/// A vertical line.
struct ChartMark
{
    double x = 0;
    QString label;
};

/// A region of the x axis where workers share what they compute with, up to the next region or the end.
struct ChartShade
{
    double from = 0;
    QString label;
};

inline constexpr std::size_t kMostShades = 3;

/// What a speedup chart shows, without pixels or colours. y is the speedup against sequential, or of a sweep
/// the time of an item in ns.
struct ChartData
{
    enum class Axis { Linear, Base2, Base10 };

    QString title;
    QString xLabel;
    Axis axis = Axis::Linear;
    double xLow = 0;
    double xHigh = 1;
    double yLow = 0;
    double yHigh = 2;
    bool yLogarithmic = false; ///< base 10
    std::vector<ChartSeries> measured;
    std::vector<QPointF> ideal;     ///< y = x; empty where x is not a number of workers
    std::vector<ChartModel> models; ///< Amdahl's curve through enough measured points, or those of a sweep
    std::optional<ChartBand> band;  ///< of the law of work and span, where it says something
    std::vector<ChartMark> marks;
    std::vector<ChartShade>
        shades;             ///< by ascending x, at most kMostShades; empty where x is no number of workers
    bool levelLine = false; ///< mark 1.0×
    std::vector<ChartPoint> crossings; ///< y = 1; the interval is that of x
    std::optional<QPointF> predicted;  ///< what the person expected of the point at this x
    QString note;    ///< sentences under the chart: a finding, crossovers, what was left out
    QString details; ///< how the band was computed, for whoever hovers
};

/// The chart that fits a state: speedup against workers after or during a run, the sweep while there is
/// one, speedup against time in Live mode.
ChartData chartData(const session::RunState& state, const machine::Machine& machine);

/// Marks what was expected beside the answer, where the chart shows that: the main variant's speedup against
/// the sequential one, at the run's number of workers.
void markPrediction(ChartData& data, const scenario::ScenarioInfo& info, const session::RunState& state,
                    std::optional<double> prediction);

/// Sets what the y axis spans, with room for the marks' labels at its top.
void fitY(ChartData& data);

} // namespace lab::widgets
