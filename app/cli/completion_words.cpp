// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/completion_words.h"

#include "core/session/own_sweep.h"

namespace lab::app {

using scenario::Parameter;

namespace {

/// `words(info)` of each scenario, by its id.
template<class Words>
WordTable eachScenario(const scenario::Registry& registry, Words words)
{
    WordTable table;
    for (const auto& scenario : registry.scenarios())
        table.emplace_back(QString::fromStdString(scenario->info().id), words(scenario->info()));
    return table;
}

QStringList choices(const Parameter& parameter)
{
    if (parameter.kind == Parameter::Kind::Switch)
        return {"on", "off"};
    QStringList keys;
    for (const Parameter::Option& option : parameter.options)
        keys.append(QString::fromStdString(option.key));
    return keys;
}

} // namespace

CompletionKind completionKind(const QString& valueName, const scenario::Registry& registry)
{
    using Of = CompletionKind::Of;
    if (valueName.isEmpty() || valueName == "N" || valueName == "seconds" || valueName.startsWith("key"))
        return {Of::Nothing};
    if (valueName == "name=value")
        return {Of::Setting};
    if (valueName == "sweep")
        return {Of::Sweep};
    if (valueName.contains('|'))
        return {Of::Words, valueName.split('|')};
    if (valueName != "scenario")
        return {Of::Files};
    QStringList ids;
    for (const auto& scenario : registry.scenarios())
        ids.append(QString::fromStdString(scenario->info().id));
    return {Of::Words, ids};
}

QStringList typedNames(const QCommandLineOption& option)
{
    QStringList typed = option.names();
    for (QString& name : typed)
        name.prepend(name.size() == 1 ? QStringLiteral("-") : QStringLiteral("--"));
    return typed;
}

WordTable parameterWords(const scenario::Registry& registry)
{
    return eachScenario(registry, [](const scenario::ScenarioInfo& info) {
        QStringList names;
        for (const Parameter& parameter : info.parameters)
            names.append(QString::fromStdString(parameter.name));
        return names;
    });
}

WordTable choiceWords(const scenario::Registry& registry)
{
    WordTable table;
    for (const auto& scenario : registry.scenarios()) {
        for (const Parameter& parameter : scenario->info().parameters) {
            if (const QStringList words = choices(parameter); !words.isEmpty())
                table.emplace_back(QString::fromStdString(scenario->info().id + "/" + parameter.name), words);
        }
    }
    return table;
}

WordTable sweepWords(const scenario::Registry& registry)
{
    return eachScenario(registry, [](const scenario::ScenarioInfo& info) {
        QStringList words;
        for (const scenario::Sweep& sweep : info.sweeps)
            words.append(QString::fromStdString(sweep.key));
        for (const std::string& name : session::sweepable(info))
            words.append(QString::fromStdString(name + "="));
        return words;
    });
}

} // namespace lab::app
