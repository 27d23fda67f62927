// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/sweep_data.h"
#include "widgets/export/slide.h"
#include "widgets/panels/recording_text.h"
#include "widgets/panels/result_text.h"
#include "widgets/theme/number_text.h"

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

// Of the parameter that takes many values; empty without a sweep.
std::string sweptName(const SlideContent& content)
{
    return isSweep(*content.state) ? content.state->sweep->sweep.parameter : std::string();
}

QString workers(const SlideContent& content)
{
    if (sweptName(content) == "workers")
        return text("workers swept");
    return text("%n worker(s)", workersOf(*content.state));
}

QString valueText(const scenario::Value& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return grouped(*number);
    return QString::fromStdString(scenario::toText(value));
}

QString parameters(const SlideContent& content)
{
    QStringList words;
    for (const scenario::Parameter& parameter : content.info->parameters) {
        if (sweptName(content) == parameter.name) {
            words << text("%1 swept").arg(withoutCapital(QString::fromStdString(parameter.label)));
            continue;
        }
        const auto found = content.state->request.settings.find(parameter.name);
        if (found != content.state->request.settings.end())
            words << QStringLiteral("%1 %2 %3")
                         .arg(withoutCapital(QString::fromStdString(parameter.label)),
                              valueText(found->second), QString::fromStdString(parameter.unit))
                         .trimmed();
    }
    return words.join(QStringLiteral(", "));
}

// Whether more was to come when the picture was made; empty when nothing was.
QString unfinished(const session::RunState& state)
{
    switch (state.phase) {
    case session::Phase::Preparing:
    case session::Phase::Measuring:
        return text("not finished: figures so far");
    case session::Phase::Stopped:
        return text("stopped early");
    default:
        return {};
    }
}

} // namespace

QList<QPair<QString, QString>> provenance(const SlideContent& content)
{
    const auto& state = *content.state;
    const bool live = state.mode == session::Mode::Live;
    QList<QPair<QString, QString>> facts = {
        {text("Program"), QStringLiteral("Speedup Lab")},
        {text("Scenario"), QString::fromStdString(content.info->id)},
        {text("Parameters"), parameters(content)},
        {text("Seed"), QString::number(state.request.seed)},
        {text("Processor"), QString::fromStdString(content.machine.cpuModel)},
        {text("Cores"), QString::fromStdString(machine::describeCores(content.machine))},
        {text("Workers"),
         sweptName(content) == "workers" ? text("swept") : QString::number(workersOf(state))},
        {text("Placement"),
         state.affinity == session::Affinity::Held ? text("workers held to cores") : text("by the system")},
        {text("Libraries"), content.libraries},
        {text("Date"), content.date},
        {text("Kind"), live ? text("live: recording and drawing included")
                            : text("measured on this machine; ideal and Amdahl lines are models")},
    };
    if (state.request.samples)
        facts.append({text("Data"), QString::fromStdString(describe(*state.request.samples))});
    if (const auto recording = recordingOf(state))
        facts.append({text("Recording"), recordingFact(*recording)});
    if (!state.emulated.empty())
        facts.append({text("Emulated"), QString::fromStdString(state.emulated)});
    if (const QString words = unfinished(state); !live && !words.isEmpty())
        facts.append({text("State"), words});
    return facts;
}

QString provenanceLine(const SlideContent& content)
{
    const auto& state = *content.state;
    QStringList words;
    words << QString::fromStdString(content.info->id) << parameters(content)
          << text("seed %1").arg(state.request.seed)
          << QString::fromStdString(machine::describe(content.machine)) << workers(content)
          << content.libraries << content.date;
    if (state.request.samples)
        words << text("data %1").arg(QString::fromStdString(state.request.samples->name));
    if (!state.emulated.empty())
        words << text("emulated GPU");
    if (const QString left = unfinished(state); state.mode != session::Mode::Live && !left.isEmpty())
        words.prepend(left);
    return words.join(QStringLiteral(" · "));
}

QString takeAway(const SlideContent& content)
{
    if (isSweep(*content.state)) {
        QString found = sweepSentences(*content.state->sweep).join(QLatin1Char(' '));
        if (!found.isEmpty())
            return found;
    }
    const QString why = whySentence(*content.state, content.machine);
    return content.whatIf.isEmpty() ? why : content.whatIf + QLatin1Char(' ') + why;
}

} // namespace lab::widgets
