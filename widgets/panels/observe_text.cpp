// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/observe_text.h"

#include "widgets/lanes/coordinates.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace lab::widgets {

namespace {

using session::Observation;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Observe)
};

QChar letterOf(std::size_t option)
{
    return QChar(static_cast<char16_t>(u'A' + option));
}

QString valueText(const Observation& asked, double value)
{
    switch (asked.measure) {
    case Observation::Measure::Time:
        return formatTime(value);
    case Observation::Measure::Count:
        return grouped(static_cast<std::int64_t>(value));
    case Observation::Measure::Share:
        return QStringLiteral("%1\u00a0%").arg(value * 100, 0, 'f', value < 0.1 ? 1 : 0);
    case Observation::Measure::Factor:
        return threeDigits(value) + QStringLiteral("×");
    case Observation::Measure::None:
        break;
    }
    return {};
}

// "worker 1: 12 µs · worker 2: 45 µs"; of an answer that is a range its own share alone.
QString figures(const Observation& asked)
{
    if (asked.measure == Observation::Measure::None)
        return {};
    if (asked.kind == scenario::Observable::DeviceIdle)
        return valueText(asked, asked.options[asked.right].value);
    QStringList parts;
    for (const Observation::Option& option : asked.options)
        parts << QStringLiteral("%1: %2").arg(QString::fromStdString(option.label),
                                              valueText(asked, option.value));
    return parts.join(QStringLiteral(" · "));
}

QString openQuestion(const Observation& asked, std::size_t index)
{
    QString text;
    for (std::size_t i = 0; i < asked.options.size(); ++i)
        text += QStringLiteral("- [%1 · %2](answer:%3=%4)\n")
                    .arg(letterOf(i))
                    .arg(QString::fromStdString(asked.options[i].label))
                    .arg(index)
                    .arg(i);
    return text;
}

QString graded(const Observation& asked, std::size_t index, std::size_t answer)
{
    const QString right = QString::fromStdString(asked.options[asked.right].label);
    QString text = answer == asked.right
                       ? Words::tr("✓ **%1**: right.").arg(right)
                       : Words::tr("✗ Not %1: it was **%2**.")
                             .arg(QString::fromStdString(asked.options[answer].label), right);
    if (const QString known = figures(asked); !known.isEmpty())
        text += QLatin1Char(' ') + known + QLatin1Char('.');
    return text + Words::tr(" [Show it](show:%1)").arg(index) + QLatin1Char('\n');
}

} // namespace

std::optional<std::size_t> Observed::next() const
{
    const auto open = std::find(answers.begin(), answers.end(), std::nullopt);
    return open == answers.end() ? std::nullopt
                                 : std::optional(static_cast<std::size_t>(open - answers.begin()));
}

QString observeText(const Observed& observed, const session::RunState& state)
{
    if (isRunning(state))
        return Words::tr("Watch: what was recorded will be asked about.");
    if (state.generation == 0 || state.mode != session::Mode::Run)
        return Words::tr("Watch a run first: [press Space](run:). What it recorded is asked about here.");
    if (observed.questions.empty())
        return Words::tr("Nothing is asked about this recording: every answer would be too close to call.");
    QString text = Words::tr("From this run, and the recording of “%1”:")
                       .arg(QString::fromStdString(state.variants[state.mainVariant].variant.label)) +
                   QStringLiteral("\n\n");
    for (std::size_t i = 0; i < observed.questions.size(); ++i) {
        const Observation& asked = observed.questions[i];
        text += QStringLiteral("**%1. %2**\n\n").arg(i + 1).arg(QString::fromStdString(asked.text));
        text += observed.answers[i] ? graded(asked, i, *observed.answers[i]) : openQuestion(asked, i);
        text += QLatin1Char('\n');
    }
    return text.trimmed();
}

} // namespace lab::widgets
