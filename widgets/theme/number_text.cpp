// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/number_text.h"

#include <algorithm>
#include <cmath>

namespace lab::widgets {

QString grouped(std::int64_t number)
{
    QString text = QString::number(number);
    for (qsizetype at = text.size() - 3; at > (number < 0 ? 1 : 0); at -= 3)
        text.insert(at, QChar(0x202F));
    return text;
}

QString threeDigits(double value)
{
    if (value >= 1000)
        return grouped(std::llround(value / 10) * 10);
    if (value > 0 && value < 0.1)
        return QString::number(value, 'f', std::min(1 - static_cast<int>(std::floor(std::log10(value))), 7));
    return QString::number(value, 'f', value < 10 ? 2 : value < 100 ? 1 : 0);
}

QString twoDigits(double value)
{
    if (value < 100)
        return QString::number(value, 'g', 2);
    const double unit = std::pow(10, std::floor(std::log10(value)) - 1);
    return grouped(std::llround(value / unit) * std::llround(unit));
}

} // namespace lab::widgets
