// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace lab::widgets {

/// What zooming and panning must stay within, in ns.
struct TimeLimits
{
    double begin = 0;
    double end = 0;
    double shortest = 10; ///< smallest span of time shown
};

/// Times in ns on a stretch of pixels. A value; every function is pure.
///
/// Degenerate axes: with no width, or no time to show, `toX` answers `left` and `toTime` answers `begin` for
/// every argument, and there is at most one tick.
struct TimeAxis
{
    double begin = 0; ///< ns at `left`
    double end = 0;   ///< ns at `left + width`
    double left = 0;  ///< px
    double width = 0; ///< px

    double span() const { return end - begin; }
    double right() const { return left + width; }
    bool isDegenerate() const { return !(width > 0) || !(end > begin); }
    double nsPerPixel() const { return isDegenerate() ? 0 : span() / width; }

    double toX(double time) const;
    double toTime(double x) const;

    /// Shows `factor` times less time; what is at `aroundX` stays there unless a limit is in the way.
    TimeAxis zoomed(double aroundX, double factor, const TimeLimits& limits) const;
    /// Moves the contents `px` to the right, as a drag does, stopping at the limits.
    TimeAxis panned(double px, const TimeLimits& limits) const;

    friend bool operator==(const TimeAxis&, const TimeAxis&) = default;
};

struct Tick
{
    double ns = 0;
    QString label; ///< with its unit, which is the same along one axis
};

/// Ticks at round times (1, 2 or 5 times a power of ten, at least 1 ns) that lie at least `minPixelsApart`
/// apart. The unit is the largest that the axis's end reaches.
std::vector<Tick> ticks(const TimeAxis& axis, double minPixelsApart);

/// "13 ns", "48.2 µs", "1.84 ms", "2 s": three significant digits, no trailing zeros, a narrow no-break space
/// before the unit, in the program's locale.
QString formatTime(double ns);

/// "23 %", "0.8 %", "< 0.1 %": one digit behind the point below ten.
QString formatShare(double share);

} // namespace lab::widgets
