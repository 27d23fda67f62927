// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/sweep_data.h"
#include "widgets/export/slide.h"
#include "widgets/panels/result_text.h"

#include <QCoreApplication>

namespace lab::widgets {

namespace {

QString text(const char* source, int n = -1)
{
    return QCoreApplication::translate("Slide", source, nullptr, n);
}

// "batch size"; but "GPU memory" stays.
QString withoutCapital(QString words)
{
    if (words.size() > 1 && !words[1].isUpper())
        words[0] = words[0].toLower();
    return words;
}

QString parameters(const SlideContent& content)
{
    QStringList words;
    for (const scenario::Parameter& parameter : content.info->parameters) {
        const auto found = content.state->request.settings.find(parameter.name);
        if (found != content.state->request.settings.end())
            words << QStringLiteral("%1 %2 %3")
                         .arg(withoutCapital(QString::fromStdString(parameter.label)),
                              QString::fromStdString(scenario::toText(found->second)),
                              QString::fromStdString(parameter.unit))
                         .trimmed();
    }
    return words.join(QStringLiteral(", "));
}

} // namespace

QList<QPair<QString, QString>> provenance(const SlideContent& content)
{
    const auto& state = *content.state;
    const bool live = state.mode == scenario::Mode::Live;
    QList<QPair<QString, QString>> facts = {
        {text("Program"), QStringLiteral("Speedup Lab")},
        {text("Scenario"), QString::fromStdString(content.info->id)},
        {text("Parameters"), parameters(content)},
        {text("Seed"), QString::number(state.request.seed)},
        {text("Processor"), QString::fromStdString(content.machine.cpuModel)},
        {text("Cores"), QString::number(content.machine.cores)},
        {text("Workers"), QString::number(state.request.workers)},
        {text("Libraries"), content.libraries},
        {text("Date"), content.date},
        {text("Kind"), live ? text("live: recording and drawing included")
                            : text("measured on this machine; ideal and Amdahl lines are models")},
    };
    if (!state.emulated.empty())
        facts.append({text("Emulated"), QString::fromStdString(state.emulated)});
    return facts;
}

QString provenanceLine(const SlideContent& content)
{
    const auto& state = *content.state;
    QStringList words;
    words << QString::fromStdString(content.info->id) << parameters(content)
          << text("seed %1").arg(state.request.seed)
          << QString::fromStdString(machine::describe(content.machine))
          << text("%n worker(s)", state.request.workers) << content.libraries << content.date;
    if (!state.emulated.empty())
        words << text("emulated GPU");
    return words.join(QStringLiteral(" · "));
}

QString takeAway(const SlideContent& content)
{
    if (content.state->mode == scenario::Mode::Sweep && content.state->sweep) {
        QString found = sweepSentences(*content.state->sweep).join(QLatin1Char(' '));
        if (!found.isEmpty())
            return found;
    }
    return whySentence(*content.state, content.machine.cores);
}

} // namespace lab::widgets
