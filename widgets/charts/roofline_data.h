// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/run_session.h"

#include <QPointF>
#include <QString>

#include <vector>

namespace lab::widgets {

/// A measured variant below (or above) the roof.
struct RooflinePoint
{
    QString name;
    double rate = 0; ///< GFLOP/s
    bool usesPool = false;
    bool peer = false;
    bool exact = true;
};

/// What a roofline chart shows, without pixels or colours (Williams, Waterman and Patterson, "Roofline",
/// Communications of the ACM 52(4), 2009). x: operations a byte, y: GFLOP/s.
struct RooflineData
{
    /// A bound by reading: rate = bandwidth · x, up to the peak.
    struct Slope
    {
        QString name;
        double bandwidth = 0; ///< GB/s
        double ridge = 0;     ///< operations a byte from which the peak is the bound
    };
    /// A bound by computing.
    struct Level
    {
        QString name;
        double rate = 0; ///< GFLOP/s
    };

    QString title;
    double intensity = 0;              ///< operations a byte of this scenario; one x for all its variants
    std::vector<RooflinePoint> points; ///< fastest first
    std::vector<Level> levels;         ///< highest first; the first is the roof
    std::vector<Slope> slopes;         ///< widest first
    double xLow = 0.1;
    double xHigh = 100;
    double yLow = 0.1;
    double yHigh = 100;
    QString note;

    /// What the machine could give at `x` with data from the source of `slope`: min(peak, bandwidth · x).
    double roof(const Slope& slope, double x) const;
    /// The same with the widest source; the peak where no source was measured, 0 where nothing was.
    double roof(double x) const;
};

/// Meaningful where the scenario counts operations and bytes; else there are no points.
RooflineData rooflineData(const scenario::ScenarioInfo& info, const session::RunState& state);

} // namespace lab::widgets
