// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_syntax.h"

#include "app/cli/describe_command.h"
#include "app/cli/list_command.h"
#include "app/cli/run_command.h"
#include "app/cli/what_if_command.h"

#include <QCoreApplication>

namespace lab::app {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CommandSyntax)
};

} // namespace

QString CommandSyntax::usage() const
{
    QString text = name;
    if (!argument.isEmpty())
        text += QStringLiteral(" <%1>").arg(argument);
    if (!options.isEmpty())
        text += Words::tr(" [options]");
    return text;
}

QList<QCommandLineOption> CommandSyntax::allOptions() const
{
    return options + QList<QCommandLineOption>{helpOption()};
}

QCommandLineOption helpOption()
{
    return QCommandLineOption(QStringList{"h", "help"}, Words::tr("Show this help."));
}

QCommandLineOption versionOption()
{
    return QCommandLineOption(QStringList{"v", "version"},
                              Words::tr("Show the versions of the program and of its libraries."));
}

std::vector<CommandSyntax> commandSyntaxes()
{
    return {listSyntax(), runSyntax(), whatIfSyntax(), describeSyntax()};
}

} // namespace lab::app
