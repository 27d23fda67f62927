// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/what_if_text.h"

#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(WhatIf)
};

} // namespace

std::optional<scenario::WhatIf> changeOf(const scenario::ScenarioInfo& info, const Asked& asked)
{
    const auto found = std::find_if(info.whatIfs.begin(), info.whatIfs.end(),
                                    [&](const scenario::WhatIf& each) { return each.key == asked.key; });
    if (found == info.whatIfs.end())
        return std::nullopt;
    return asked.share > 0 && !found->faster.empty() ? found->withShare(asked.share) : *found;
}

const CheckedChange* checkOf(const scenario::WhatIf& change, const Asked& asked)
{
    const auto found =
        std::find_if(asked.checks.rbegin(), asked.checks.rend(), [&](const CheckedChange& each) {
            return each.key == change.key && each.share == change.share;
        });
    return found == asked.checks.rend() ? nullptr : &*found;
}

QString timesText(double factor)
{
    return threeDigits(factor) + QStringLiteral("×");
}

QString measuredText(const session::Check& check)
{
    return Words::tr("%1 (%2\u2060–\u2060%3)")
        .arg(timesText(check.factor), threeDigits(check.interval.low), threeDigits(check.interval.high));
}

QString errorText(const session::Prediction& prediction, const session::Check& check)
{
    const QString off =
        Words::tr("%1 % off").arg(std::abs(session::errorOf(prediction, check)) * 100, 0, 'f', 0);
    return session::isWithin(prediction, check) ? Words::tr("%1, within the interval").arg(off) : off;
}

QString whatIfSentence(const scenario::WhatIf& change, const QString& variant,
                       const session::Prediction& prediction, const std::optional<session::Check>& check)
{
    QString text = Words::tr("%1 (%2): predicted %3 as fast")
                       .arg(QString::fromStdString(change.label), variant, timesText(prediction.factor()));
    if (!check)
        return text + QLatin1Char('.');
    text += Words::tr(", measured %1, %2.").arg(measuredText(*check), errorText(prediction, *check));
    if (session::isFarOff(prediction, *check))
        text += QLatin1Char(' ') + Words::tr("That is far off. It takes for granted: %1.")
                                       .arg(QString::fromStdString(change.assumption));
    return text;
}

QString askedSentence(const scenario::ScenarioInfo& info, const Asked& asked)
{
    const auto change = changeOf(info, asked);
    if (!change || !asked.prediction)
        return {};
    const auto variant =
        std::find_if(info.variants.begin(), info.variants.end(),
                     [&](const scenario::Variant& each) { return each.key == change->variant; });
    const CheckedChange* checked = checkOf(*change, asked);
    return whatIfSentence(*change,
                          variant == info.variants.end() ? QString() : QString::fromStdString(variant->label),
                          checked ? checked->prediction : *asked.prediction,
                          checked ? std::optional(checked->check) : std::nullopt);
}

} // namespace lab::widgets
