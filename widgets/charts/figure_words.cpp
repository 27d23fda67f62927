// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/figure_words.h"

#include "widgets/theme/number_text.h"

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

// Two digits of a factor below a tenth: "0.0031".
QString smallText(double factor)
{
    return QString::number(factor, 'f', std::min(1 - static_cast<int>(std::floor(std::log10(factor))), 7));
}

} // namespace

QString factorText(double factor)
{
    QString number;
    if (factor >= 999.5) {
        const double unit = std::pow(10.0, std::floor(std::log10(factor)) - 2);
        number = grouped(std::llround(std::round(factor / unit) * unit));
    } else if (std::abs(factor - 1) < 1e-9) {
        number = QStringLiteral("1");
    } else if (factor > 0 && factor < 0.095) {
        number = smallText(factor);
    } else {
        number = QString::number(factor, 'f', factor >= 99.5 ? 0 : factor >= 9.95 ? 1 : 2);
    }
    return number + QStringLiteral("×");
}

QString quotedText(double factor)
{
    return (factor >= 999.5 ? grouped(std::llround(factor)) : QString::number(factor, 'g', 4)) +
           QStringLiteral("×");
}

QString stepText(double factor)
{
    if (factor > 0 && factor < 0.095)
        return QStringLiteral("×") + smallText(factor);
    return QStringLiteral("×") + (factor >= 999.5 ? grouped(std::llround(factor))
                                                  : QString::number(factor, 'f', factor >= 99.95 ? 0 : 1));
}

QString rateText(double rate)
{
    return rate >= 99.5 ? grouped(std::llround(rate)) : QString::number(rate, 'f', rate >= 0.95 ? 1 : 2);
}

QString percentText(double percent)
{
    return percent >= 9.95 ? grouped(std::llround(percent))
                           : QString::number(percent, 'f', percent >= 0.095 ? 1 : 2);
}

QString countText(std::int64_t count)
{
    return grouped(count);
}

} // namespace lab::widgets
