// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/describe_command.h"

#include "app/cli/manual_page.h"
#include "app/cli/option_parser.h"
#include "app/cli/shell_completion.h"
#include "app/inputs/usage_error.h"
#include "core/scenarios/all.h"

#include <QCoreApplication>

#include <ostream>

namespace lab::app {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(DescribeCommand)
};

} // namespace

CommandSyntax describeSyntax()
{
    return {.name = "describe",
            .summary = Words::tr("Prints the manual page, or what a shell needs to complete words."),
            .argument = "manual|bash|zsh",
            .argumentHelp = Words::tr("Which of them.")};
}

int describeCommand(const QStringList& arguments, std::ostream& out)
{
    QCommandLineParser parser;
    parseOptions(parser, describeSyntax(), arguments);
    if (parser.isSet("help")) {
        out << parser.helpText().toStdString();
        return kSuccess;
    }
    const QString form = parser.positionalArguments().join(' ');
    const std::vector<CommandSyntax> commands = commandSyntaxes();
    const scenario::Registry registry = scenarios::all();
    if (form == "manual")
        out << manualPage(commands, registry);
    else if (form == "bash")
        out << bashCompletion(commands, registry);
    else if (form == "zsh")
        out << zshCompletion(commands, registry);
    else
        throw UsageError(Words::tr("describe takes one of manual, bash and zsh, not '%1'").arg(form));
    return kSuccess;
}

} // namespace lab::app
