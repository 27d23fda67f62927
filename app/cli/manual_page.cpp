// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/manual_page.h"

#include "app/cli/completion_words.h"
#include "app/cli/parameter_text.h"
#include "app/inputs/usage_error.h"
#include "app/program/libraries.h"
#include "core/base/resources.h"

#include <string_view>

namespace lab::app {

namespace {

/// Text as roff prints it unchanged: no hyphen is taken for a dash, no line for a request.
std::string plain(std::string_view text)
{
    std::string result;
    if (text.starts_with('.') || text.starts_with('\''))
        result = "\\&";
    for (const char letter : text) {
        if (letter == '-')
            result += "\\-";
        else if (letter == '\\')
            result += "\\e";
        else
            result += letter;
    }
    return result;
}

std::string plain(const QString& text)
{
    return plain(text.toStdString());
}

std::string bold(std::string_view text)
{
    return "\\fB" + plain(text) + "\\fR";
}

std::string italic(std::string_view text)
{
    return "\\fI" + plain(text) + "\\fR";
}

/// A term and, indented, what it means.
std::string entry(const std::string& term, const std::string& meaning)
{
    return ".TP\n" + term + "\n" + meaning + "\n";
}

std::string entry(const QCommandLineOption& option)
{
    std::string term;
    const QStringList names = typedNames(option);
    for (const QString& name : names)
        term += (term.empty() ? "" : ", ") + bold(name.toStdString());
    if (!option.valueName().isEmpty())
        term.append(" ").append(italic(option.valueName().toStdString()));
    return entry(term, plain(option.description()));
}

std::string synopsis(const std::vector<CommandSyntax>& commands)
{
    std::string text = ".SH SYNOPSIS\n" + bold("speedup-lab") + "\n";
    for (const CommandSyntax& command : commands)
        text += ".br\n" + bold("speedup-lab") + " " + plain(command.usage()) + "\n";
    return text + ".br\n" + bold("speedup-lab --version") + "\n.br\n" + bold("speedup-lab --help") + "\n";
}

std::string describe(const CommandSyntax& command)
{
    std::string text = ".SS " + plain(command.usage()) + "\n" + plain(command.summary) + "\n";
    if (!command.argument.isEmpty())
        text += entry(italic(command.argument.toStdString()), plain(command.argumentHelp));
    const QList<QCommandLineOption> options = command.allOptions();
    for (const QCommandLineOption& option : options)
        text += entry(option);
    return text;
}

std::string describe(const scenario::ScenarioInfo& info)
{
    std::string text = ".SS " + plain(info.id) + "\n" + plain(info.summary) + "\n";
    if (info.usesPhotos)
        text += "It takes photos of your own by " + bold("--images") + ".\n";
    if (info.samples.need != scenario::SampleUse::Need::Nothing)
        text += "It takes images and labels of your own by " + bold("--data") + ".\n";
    for (const scenario::Parameter& parameter : info.parameters)
        text += entry(bold("--set " + parameter.name + "=") + italic(scenario::toText(parameter.standard)) +
                          "  (" + plain(rangeText(parameter)) + ")",
                      plain(parameter.help));
    for (const scenario::Sweep& sweep : info.sweeps)
        text += entry(bold("--sweep " + sweep.key), plain(sweep.label) + ".");
    return text;
}

std::string exitStatus()
{
    const auto code = [](int value, std::string_view meaning) {
        return entry(bold(std::to_string(value)), plain(meaning));
    };
    return ".SH EXIT STATUS\n" + code(kSuccess, "Done.") +
           code(kFailure, "Something could not be done, or a variant's result is wrong.") +
           code(kUsage, "The program was called in a way that cannot work.") +
           code(kInterrupted, "Interrupted; nothing was written.");
}

std::string environment()
{
    return ".SH ENVIRONMENT\n" +
           entry(bold(base::kResourcesVariable),
                 "A folder with lessons and sample data to use instead of those installed.");
}

std::string examples()
{
    return ".SH EXAMPLES\n" +
           entry(bold("speedup-lab run batch-convolution --set images=64 --workers 2 --slide slide.svg"),
                 "Measures 64 images on two workers, and makes a slide of it.") +
           entry(bold("speedup-lab run pool-size --sweep workers=1:64:7 --json pool.json"),
                 "Measures seven numbers of workers from 1 to 64, and keeps the figures.");
}

} // namespace

std::string manualPage(const std::vector<CommandSyntax>& commands, const scenario::Registry& registry)
{
    std::string text = ".TH SPEEDUP\\-LAB 1 \"" + releaseDate().toStdString() + "\" \"speedup\\-lab " +
                       plain(version()) + "\" \"User Commands\"\n" +
                       ".SH NAME\nspeedup\\-lab \\- show when parallel work is faster, and why\n" +
                       synopsis(commands);
    text +=
        ".SH DESCRIPTION\n"
        "Speedup Lab runs small pieces of deep\\-learning work for real, one after the other and in "
        "parallel, and shows what each core did.\n"
        "Without a command it opens its window; without a display as well, it measures the first scenario "
        "and writes its slide into the current folder.\n"
        ".SH OPTIONS\n" +
        entry(helpOption()) + entry(versionOption()) + ".SH COMMANDS\n";
    for (const CommandSyntax& command : commands)
        text += describe(command);
    text += ".SH SCENARIOS\n"
            "Each parameter stands here with the value that it has unless set, and with what it may be.\n";
    for (const auto& scenario : registry.scenarios())
        text += describe(scenario->info());
    return text + exitStatus() + environment() + examples();
}

} // namespace lab::app
