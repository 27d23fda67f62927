// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rate_text.h"

#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("Rate", source);
}

} // namespace

QString rateSentence(const session::RunState& state, std::size_t variant)
{
    if (variant >= state.variants.size())
        return {};
    const session::VariantResult& result = state.variants[variant];
    if (result.median <= 0 || state.work.operations <= 0)
        return {};
    const QString rate = threeDigits(state.work.operations / result.median / state.work.perUnit) +
                         QLatin1Char(' ') + QString::fromStdString(state.work.unit);
    QString how = state.mode == session::Mode::Live ? text("live, recorder on: %1").arg(rate)
                                                    : text("measured: %1").arg(rate);
    if (result.against == variant || result.against >= state.variants.size() || result.speedup <= 0)
        return how;
    return text("%1, %2× of “%3”")
        .arg(how, threeDigits(result.speedup),
             QString::fromStdString(state.variants[result.against].variant.label));
}

} // namespace lab::widgets
