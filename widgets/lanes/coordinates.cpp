// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/coordinates.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr QChar kNarrowSpace(0x202f);
constexpr std::size_t kMostTicks = 1000;

struct Unit
{
    double ns;
    const char* name;
};

constexpr std::array<Unit, 4> kUnits = {{
    {1, QT_TRANSLATE_NOOP("Time", "ns")},
    {1e3, QT_TRANSLATE_NOOP("Time", "µs")},
    {1e6, QT_TRANSLATE_NOOP("Time", "ms")},
    {1e9, QT_TRANSLATE_NOOP("Time", "s")},
}};

const Unit& unitFor(double ns)
{
    for (std::size_t i = kUnits.size() - 1; i > 0; --i)
        if (std::abs(ns) >= kUnits[i].ns)
            return kUnits[i];
    return kUnits[0];
}

QString inUnit(double ns, const Unit& unit, int decimals)
{
    return QLocale().toString(ns / unit.ns, 'f', decimals) + kNarrowSpace +
           QCoreApplication::translate("Time", unit.name);
}

double roundTo3(double value)
{
    if (value == 0 || !std::isfinite(value))
        return value;
    const double scale = std::pow(10.0, 2 - std::floor(std::log10(std::abs(value))));
    return std::round(value * scale) / scale;
}

/// Decimals `value` needs, at most `most`.
int decimalsOf(double value, int most)
{
    int decimals = 0;
    for (double v = value; decimals < most && std::abs(v - std::round(v)) > 1e-6; v *= 10)
        ++decimals;
    return decimals;
}

double roundStep(double atLeast)
{
    const double power = std::pow(10.0, std::floor(std::log10(atLeast)));
    for (const double digit : {1.0, 2.0, 5.0, 10.0})
        if (digit * power >= atLeast * (1 - 1e-9))
            return digit * power;
    return 10 * power;
}

TimeAxis within(TimeAxis axis, const TimeLimits& limits)
{
    const double span = std::min(axis.span(), std::max(limits.end - limits.begin, 0.0));
    axis.begin = std::clamp(axis.begin, limits.begin, std::max(limits.begin, limits.end - span));
    axis.end = axis.begin + span;
    return axis;
}

} // namespace

double TimeAxis::toX(double time) const
{
    return isDegenerate() ? left : left + (time - begin) / span() * width;
}

double TimeAxis::toTime(double x) const
{
    return isDegenerate() ? begin : begin + (x - left) / width * span();
}

TimeAxis TimeAxis::zoomed(double aroundX, double factor, const TimeLimits& limits) const
{
    if (isDegenerate() || !(factor > 0))
        return *this;
    const double longest = std::max(limits.end - limits.begin, 0.0);
    const double newSpan = std::clamp(span() / factor, std::min(limits.shortest, longest), longest);
    const double anchor = toTime(aroundX);
    TimeAxis result = *this;
    result.begin = anchor - (aroundX - left) / width * newSpan;
    result.end = result.begin + newSpan;
    return within(result, limits);
}

TimeAxis TimeAxis::panned(double px, const TimeLimits& limits) const
{
    if (isDegenerate())
        return *this;
    TimeAxis result = *this;
    result.begin -= px * nsPerPixel();
    result.end = result.begin + span();
    return within(result, limits);
}

std::vector<Tick> ticks(const TimeAxis& axis, double minPixelsApart)
{
    const Unit& unit = unitFor(axis.end);
    if (axis.isDegenerate())
        return {{axis.begin, inUnit(axis.begin, unit, decimalsOf(axis.begin / unit.ns, 3))}};
    const double step = std::max(1.0, roundStep(std::max(minPixelsApart, 1.0) * axis.nsPerPixel()));
    const int decimals = decimalsOf(step / unit.ns, 9);
    std::vector<Tick> result;
    for (double k = std::ceil(axis.begin / step - 1e-9); result.size() < kMostTicks; ++k) {
        const double ns = k * step;
        if (ns > axis.end + step * 1e-9)
            break;
        result.push_back({ns, inUnit(ns, unit, decimals)});
    }
    return result;
}

QString formatTime(double ns)
{
    const double rounded = roundTo3(ns);
    const Unit& unit = unitFor(rounded);
    return inUnit(rounded, unit, decimalsOf(rounded / unit.ns, 2));
}

QString formatShare(double share)
{
    const double percent = share * 100;
    if (percent > 0 && percent < 0.1)
        return QStringLiteral("< %1%2%").arg(QLocale().toString(0.1, 'f', 1)).arg(kNarrowSpace);
    const int decimals = percent < 9.95 ? decimalsOf(std::round(percent * 10) / 10, 1) : 0;
    return QLocale().toString(percent, 'f', decimals) + kNarrowSpace + QLatin1Char('%');
}

} // namespace lab::widgets
