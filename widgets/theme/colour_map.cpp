// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/colour_map.h"

#include "widgets/theme/colour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace lab::widgets {

namespace {

constexpr std::size_t kSteps = 256;

std::size_t step(float value)
{
    if (std::isnan(value))
        return 0;
    return static_cast<std::size_t>(std::lround(std::clamp(value, 0.0f, 1.0f) * float(kSteps - 1)));
}

std::array<QRgb, kSteps> tableOf(const std::array<QColor, 5>& stops)
{
    std::array<QRgb, kSteps> table{};
    for (std::size_t i = 0; i < kSteps; ++i) {
        const double place = double(i) / double(kSteps - 1) * double(stops.size() - 1);
        const std::size_t stop = std::min(static_cast<std::size_t>(place), stops.size() - 2);
        table[i] = mixed(stops[stop], stops[stop + 1], place - double(stop)).rgb();
    }
    return table;
}

} // namespace

QRgb heat(float value)
{
    static const std::array<QRgb, kSteps> table =
        tableOf({QColor(0x10, 0x33, 0x66), QColor(0x17, 0x5f, 0x93), QColor(0x1f, 0x91, 0xb8),
                 QColor(0x58, 0xc8, 0xdc), QColor(0xef, 0xfb, 0xff)});
    return table[step(value)];
}

QRgb signedHeat(float value)
{
    static const std::array<QRgb, kSteps> table =
        tableOf({QColor(0x0b, 0x4a, 0x8f), QColor(0x6b, 0xa6, 0xd6), QColor(0xf4, 0xf2, 0xee),
                 QColor(0xe8, 0xa2, 0x5c), QColor(0xa8, 0x4a, 0x08)});
    return table[step(std::isnan(value) ? 0.5f : (value + 1) / 2)];
}

QRgb grey(float value)
{
    const int level = static_cast<int>(step(value));
    return qRgb(level, level, level);
}

} // namespace lab::widgets
