// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/statistics.h"

#include <optional>
#include <span>

namespace lab::analysis {

/// Speedup of `workers` ≥ 1 workers on work of which the fraction `serialFraction` (0 … 1) does not
/// parallelise: 1 / (s + (1 − s) / p), Amdahl (1967).
double amdahlSpeedup(double serialFraction, double workers);

struct SpeedupPoint
{
    double workers = 1;
    double speedup = 1;
};

/// Serial fraction, clipped to [0, 1], of the Amdahl curve through the points: least squares on the relative
/// time 1/S, in which the law is linear, 1/S = 1/p + s (1 − 1/p). Points at one worker or fewer, or with a
/// speedup that is not positive, say nothing and are left out; nothing when no point is left.
std::optional<double> fitSerialFraction(std::span<const SpeedupPoint> points);

/// A measured point of a curve: `middle` with the interval it lies in.
struct CurvePoint
{
    double x = 0; ///< above 0
    double middle = 0;
    Interval interval;
};

/// Where a curve first rises through a level.
struct Crossing
{
    double x = 0;
    /// Bounds of x: where the curve of the upper bounds reaches the level, and where that of the lower
    /// bounds does. A bound that is outside the measured range is open and stands at its end.
    Interval interval;
    bool openBelow = false;
    bool openAbove = false;
};

/// The x at which the curve first rises from below `level` to it or above, interpolated linearly in log x, or
/// in x where the first is 0 or below. `points` do not descend in x. Nothing when the curve never rises
/// through the level (a curve that is above it from its first point does not rise through it). Throws
/// std::invalid_argument when x descends.
std::optional<Crossing> crossing(std::span<const CurvePoint> points, double level);

} // namespace lab::analysis
