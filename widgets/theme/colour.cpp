// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/colour.h"

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

double linear(double component)
{
    return component <= 0.04045 ? component / 12.92 : std::pow((component + 0.055) / 1.055, 2.4);
}

int between(int a, int b, double share)
{
    return static_cast<int>(std::lround(a + (b - a) * share));
}

} // namespace

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const auto [dark, bright] = std::minmax({luminance(a), luminance(b)});
    return (bright + 0.05) / (dark + 0.05);
}

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const double s = std::clamp(share, 0.0, 1.0);
    return QColor(between(a.red(), b.red(), s), between(a.green(), b.green(), s),
                  between(a.blue(), b.blue(), s));
}

} // namespace lab::widgets
