// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/colour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace lab::widgets {

namespace {

std::array<double, 256> linearTable()
{
    std::array<double, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double c = static_cast<double>(i) / 255;
        table[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    }
    return table;
}

double linear(int component)
{
    static const std::array<double, 256> table = linearTable();
    return table[static_cast<std::size_t>(component)];
}

int between(int a, int b, double share)
{
    return static_cast<int>(std::lround(a + (b - a) * share));
}

} // namespace

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.red()) + 0.7152 * linear(colour.green()) + 0.0722 * linear(colour.blue());
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
