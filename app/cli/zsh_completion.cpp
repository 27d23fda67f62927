// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/completion_words.h"
#include "app/cli/shell_completion.h"

namespace lab::app {

namespace {

constexpr auto kFunctions = R"zsh(
# The scenario that the line names, into $scenario.
_speedup_lab_find_scenario()
{
    local each
    for each in $words; do
        (( ${+_speedup_lab_parameters[$each]} )) && scenario=$each
    done
}

_speedup_lab_setting()
{
    local scenario name
    _speedup_lab_find_scenario
    if compset -P '*='; then
        name=${${IPREFIX%=}##*=}
        compadd -- ${=_speedup_lab_choices[$scenario/$name]}
    else
        compadd -S = -- ${=_speedup_lab_parameters[$scenario]}
    fi
}

_speedup_lab_sweep()
{
    local scenario
    _speedup_lab_find_scenario
    local -a all=( ${=_speedup_lab_sweeps[$scenario]} )
    compadd -- ${all:#*=}
    compadd -S = -- ${${(M)all:#*=}%=}
}
)zsh";

/// Within single quotes, in a specification of _arguments.
QString specified(QString text)
{
    for (const char* special : {"\\", ":", "[", "]"})
        text.replace(QLatin1String(special), QLatin1String("\\") + QLatin1String(special));
    return text.replace(QLatin1String("'"), QLatin1String("'\\''"));
}

QString table(const char* name, const WordTable& words)
{
    QString text = QStringLiteral("typeset -gA _speedup_lab_%1=(\n").arg(QLatin1String(name));
    for (const auto& [key, values] : words)
        text += QStringLiteral("    '%1' '%2'\n").arg(key, values.join(' '));
    return text + QStringLiteral(")\n");
}

/// What completes a value, as the last part of a specification.
QString action(const QString& valueName, const scenario::Registry& registry)
{
    const CompletionKind kind = completionKind(valueName, registry);
    switch (kind.of) {
    case CompletionKind::Of::Nothing:
        return QStringLiteral(" "); // the message alone
    case CompletionKind::Of::Words:
        return QStringLiteral("(%1)").arg(kind.words.join(' '));
    case CompletionKind::Of::Setting:
        return QStringLiteral("_speedup_lab_setting");
    case CompletionKind::Of::Sweep:
        return QStringLiteral("_speedup_lab_sweep");
    case CompletionKind::Of::Files:
        break;
    }
    return QStringLiteral("_files");
}

/// One line for each name of the option.
QString specification(const QCommandLineOption& option, bool repeatable, const scenario::Registry& registry)
{
    const QStringList names = typedNames(option);
    QString text;
    for (const QString& name : names) {
        QString line = repeatable ? QStringLiteral("*") : QStringLiteral("(%1)").arg(names.join(' '));
        line += name;
        if (!option.valueName().isEmpty())
            line += '=';
        line += QStringLiteral("[%1]").arg(specified(option.description()));
        if (!option.valueName().isEmpty())
            line += QStringLiteral(":%1:%2").arg(specified(option.valueName()),
                                                 action(option.valueName(), registry));
        text += QStringLiteral(" \\\n            '%1'").arg(line);
    }
    return text;
}

QString commandCase(const CommandSyntax& command, const scenario::Registry& registry)
{
    QString text = QStringLiteral("    (%1)\n        _arguments").arg(command.name);
    const QList<QCommandLineOption> options = command.allOptions();
    for (const QCommandLineOption& option : options)
        text += specification(option, command.repeatable.contains(option.names().constFirst()), registry);
    if (!command.argument.isEmpty())
        text += QStringLiteral(" \\\n            '1:%1:%2'")
                    .arg(specified(command.argument), action(command.argument, registry));
    return text + QStringLiteral(" && ret=0\n        ;;\n");
}

} // namespace

std::string zshCompletion(const std::vector<CommandSyntax>& commands, const scenario::Registry& registry)
{
    QString names;
    QString cases;
    for (const CommandSyntax& command : commands) {
        names += QStringLiteral("        '%1:%2'\n").arg(command.name, specified(command.summary));
        cases += commandCase(command, registry);
    }
    const QString own =
        specification(helpOption(), false, registry) + specification(versionOption(), false, registry);
    const QString text =
        QStringLiteral("#compdef speedup-lab\n"
                       "# Completion of speedup-lab for zsh, as `speedup-lab describe zsh` prints it.\n") +
        table("parameters", parameterWords(registry)) + table("choices", choiceWords(registry)) +
        table("sweeps", sweepWords(registry)) + QString::fromUtf8(kFunctions) +
        QStringLiteral("\n_speedup-lab()\n{\n"
                       "    local curcontext=$curcontext state line ret=1\n"
                       "    local -A opt_args\n"
                       "    local -a commands=(\n%1    )\n"
                       "    _arguments -C%2 \\\n"
                       "            '1:command:->command' '*::argument:->argument' && ret=0\n"
                       "    if [[ $state == command ]]; then\n"
                       "        _describe command commands && ret=0\n"
                       "        return ret\n"
                       "    fi\n"
                       "    case $words[1] in\n%3    esac\n"
                       "    return ret\n"
                       "}\n\n_speedup-lab \"$@\"\n")
            .arg(names, own, cases);
    return text.toStdString();
}

} // namespace lab::app
