// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/completion_words.h"
#include "app/cli/shell_completion.h"

namespace lab::app {

namespace {

constexpr auto kFunctions = R"bash(
# _speedup_lab_offer TYPED WORDS: of WORDS those that go on from TYPED, the end of the word at the cursor.
# Readline replaces only what follows the last "=" where that breaks words.
_speedup_lab_offer()
{
    local typed=$1 start=${word%"$1"} cut='' each
    [[ $COMP_WORDBREAKS == *=* && $word == *=* ]] && cut=${word%"${word##*=}"}
    for each in $2; do
        [[ $each == "$typed"* ]] || continue
        each=$start$each
        COMPREPLY+=("${each#"$cut"}")
    done
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
}

# _speedup_lab_value KIND TYPED: what an option or a command takes.
_speedup_lab_value()
{
    local name=${2%%=*} each offered=''
    case $1 in
    setting)
        if [[ $2 == *=* ]]; then
            for each in ${_speedup_lab_choices[$scenario/$name]-}; do offered+=" $name=$each"; done
        else
            for each in ${_speedup_lab_parameters[$scenario]-}; do offered+=" $each="; done
        fi
        _speedup_lab_offer "$2" "$offered"
        ;;
    sweep) _speedup_lab_offer "$2" "${_speedup_lab_sweeps[$scenario]-}" ;;
    words*) _speedup_lab_offer "$2" "${1#words}" ;;
    esac
}

_speedup_lab()
{
    local line=${COMP_LINE:0:COMP_POINT} words=() each offered='' i
    read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=('')
    local last=$((${#words[@]} - 1)) command=${words[1]-} scenario=' '
    local word=${words[last]}
    COMPREPLY=()
    if ((last < 2)); then
        compopt +o default 2>/dev/null
        _speedup_lab_offer "$word" "${!_speedup_lab_options[*]} $_speedup_lab_program_options"
        return
    fi

    for ((i = 2; i < last; ++i)); do
        if [[ ${words[i]} != -* ]]; then
            scenario=${words[i]}
            break
        fi
        [[ -n ${_speedup_lab_takes[$command ${words[i]}]-} ]] && ((++i))
    done

    local option=${words[last - 1]} typed=$word
    [[ $word == --*=* ]] && option=${word%%=*} typed=${word#*=}
    local kind=${_speedup_lab_takes[$command $option]-}
    [[ $kind == files ]] && return # as readline names them
    compopt +o default 2>/dev/null
    if [[ -n $kind ]]; then
        _speedup_lab_value "$kind" "$typed"
    elif [[ $word != -* && $scenario == ' ' ]]; then
        _speedup_lab_value "${_speedup_lab_arguments[$command]-}" "$word"
    else
        for each in ${_speedup_lab_options[$command]-}; do
            [[ " ${words[*]:2:last-2} " == *" $each "* && $_speedup_lab_repeatable != *" $command $each "* ]] ||
                offered+=" $each"
        done
        _speedup_lab_offer "$word" "$offered"
    fi
}
complete -o default -F _speedup_lab speedup-lab
)bash";

QString table(const char* name, const WordTable& words)
{
    QString text = QStringLiteral("declare -gA _speedup_lab_%1=(\n").arg(QLatin1String(name));
    for (const auto& [key, values] : words)
        text += QStringLiteral("    ['%1']='%2'\n").arg(key, values.join(' '));
    return text + QStringLiteral(")\n");
}

/// The function's word for it, and nothing where there is no value.
QStringList kindOf(const QString& valueName, const scenario::Registry& registry)
{
    const CompletionKind kind = completionKind(valueName, registry);
    switch (kind.of) {
    case CompletionKind::Of::Nothing:
        return {valueName.isEmpty() ? QString() : QStringLiteral("number")};
    case CompletionKind::Of::Words:
        return QStringList{"words"} + kind.words;
    case CompletionKind::Of::Setting:
        return {"setting"};
    case CompletionKind::Of::Sweep:
        return {"sweep"};
    case CompletionKind::Of::Files:
        break;
    }
    return {"files"};
}

} // namespace

std::string bashCompletion(const std::vector<CommandSyntax>& commands, const scenario::Registry& registry)
{
    WordTable options;
    WordTable arguments;
    WordTable takes;
    QString repeatable;
    for (const CommandSyntax& command : commands) {
        QStringList names;
        const QList<QCommandLineOption> declared = command.allOptions();
        for (const QCommandLineOption& option : declared) {
            names += typedNames(option);
            if (!option.valueName().isEmpty())
                takes.emplace_back(command.name + " --" + option.names().constFirst(),
                                   kindOf(option.valueName(), registry));
        }
        options.emplace_back(command.name, names);
        arguments.emplace_back(command.name, kindOf(command.argument, registry));
        for (const QString& name : command.repeatable)
            repeatable += QStringLiteral(" %1 --%2 ").arg(command.name, name);
    }
    const QStringList own = typedNames(helpOption()) + typedNames(versionOption());
    const QString text =
        QStringLiteral("# Completion of speedup-lab for bash, as `speedup-lab describe bash` "
                       "prints it.\n") +
        table("options", options) + table("arguments", arguments) + table("takes", takes) +
        table("parameters", parameterWords(registry)) + table("choices", choiceWords(registry)) +
        table("sweeps", sweepWords(registry)) +
        QStringLiteral("_speedup_lab_program_options='%1'\n").arg(own.join(' ')) +
        QStringLiteral("_speedup_lab_repeatable='%1'\n").arg(repeatable) + QString::fromUtf8(kFunctions);
    return text.toStdString();
}

} // namespace lab::app
