// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/prediction_text.h"

#include "core/session/findings.h"
#include "core/session/outcome.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>

namespace lab::widgets {

namespace {

constexpr double kNear = 1.1; // times too high or too low

QString text(const char* source)
{
    return QCoreApplication::translate("Prediction", source);
}

bool isRight(const session::Outcome& outcome, double predicted)
{
    const double off = predicted / outcome.speedup;
    return (off < kNear && off > 1 / kNear) ||
           (outcome.interval && outcome.interval->low <= predicted && predicted <= outcome.interval->high);
}

} // namespace

QString predictionText(const scenario::ScenarioInfo& info, const session::RunState& state,
                       std::optional<double> prediction)
{
    if (!prediction || *prediction <= 0)
        return {};
    const QString predicted = text("You predicted %1×").arg(twoDigits(*prediction));
    const auto outcome = session::outcomeOf(info, state);
    if (!outcome)
        return predicted + QLatin1Char('.');
    if (session::disturbanceOf(state))
        return text("%1: this run cannot tell.").arg(predicted);
    // The big figure is about the main variant: what else was asked for is said in full.
    const bool other = outcome->variant != state.mainVariant ||
                       outcome->against != state.variants[state.mainVariant].against;
    const QString measured =
        other ? text("%1 is %2 times as fast as %3: ")
                    .arg(QString::fromStdString(state.variants[outcome->variant].variant.label),
                         twoDigits(outcome->speedup),
                         QString::fromStdString(state.variants[outcome->against].variant.label))
              : QString();
    QString verdict;
    if (isRight(*outcome, *prediction))
        verdict = text("about right");
    else if (*prediction > 1 && outcome->speedup < 1)
        verdict = text("it became slower");
    else if (*prediction < 1 && outcome->speedup > 1)
        verdict = text("it became faster");
    else if (*prediction > outcome->speedup)
        verdict = text("%1 times too high").arg(twoDigits(*prediction / outcome->speedup));
    else
        verdict = text("%1 times too low").arg(twoDigits(outcome->speedup / *prediction));
    return text("%1: %2%3. N goes on.").arg(predicted, measured, verdict);
}

} // namespace lab::widgets
