// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/scaling.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace lab::analysis {

namespace {

template<class Value>
std::optional<double> firstRise(std::span<const CurvePoint> points, double level, Value value)
{
    const bool logarithmic = !points.empty() && points.front().x > 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const double before = value(points[i - 1]);
        const double after = value(points[i]);
        if (!(before < level && after >= level))
            continue;
        const double share = (level - before) / (after - before);
        if (logarithmic)
            return points[i - 1].x * std::pow(points[i].x / points[i - 1].x, share);
        return std::lerp(points[i - 1].x, points[i].x, share);
    }
    return std::nullopt;
}

} // namespace

double amdahlSpeedup(double serialFraction, double workers)
{
    return 1 / (serialFraction + (1 - serialFraction) / workers);
}

std::optional<double> fitSerialFraction(std::span<const SpeedupPoint> points)
{
    double products = 0;
    double squares = 0;
    for (const SpeedupPoint& point : points) {
        if (!(point.workers > 1 && point.speedup > 0))
            continue;
        const double parallel = 1 - 1 / point.workers;
        products += (1 / point.speedup - 1 / point.workers) * parallel;
        squares += parallel * parallel;
    }
    if (squares <= 0)
        return std::nullopt;
    return std::clamp(products / squares, 0.0, 1.0);
}

std::optional<Crossing> crossing(std::span<const CurvePoint> points, double level)
{
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (!(points[i].x >= points[i - 1].x))
            throw std::invalid_argument("a crossing needs abscissae that do not descend");
    }
    const auto x = firstRise(points, level, [](const CurvePoint& p) { return p.middle; });
    if (!x)
        return std::nullopt;
    const auto early = firstRise(points, level, [](const CurvePoint& p) { return p.interval.high; });
    const auto late = firstRise(points, level, [](const CurvePoint& p) { return p.interval.low; });

    Crossing result;
    result.x = *x;
    // The upper curve may be above the level from the start and only dip and rise again later.
    const bool startsAbove = points.front().interval.high >= level;
    result.openBelow = startsAbove || !early;
    result.openAbove = !late;
    result.interval = {result.openBelow ? points.front().x : std::min(*early, *x),
                       result.openAbove ? points.back().x : std::max(*late, *x)};
    return result;
}

} // namespace lab::analysis
