// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include "app/cli/command_syntax.h"
#include "app/cli/describe_command.h"
#include "app/cli/list_command.h"
#include "app/cli/run_command.h"
#include "app/cli/what_if_command.h"
#include "app/inputs/usage_error.h"
#include "app/program/libraries.h"
#include "core/scenario/parameter.h"
#include "core/scenarios/all.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <functional>
#include <ostream>
#include <utility>
#include <vector>

namespace lab::app {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

std::string helpText()
{
    std::vector<std::pair<QString, QString>> lines = {{QString(), Words::tr("Opens the window.")}};
    for (const CommandSyntax& command : commandSyntaxes())
        lines.emplace_back(command.usage(), command.summary);
    lines.emplace_back(Words::tr("<command> --help"), Words::tr("What the command takes."));
    lines.emplace_back("--version", versionOption().description());
    lines.emplace_back("--help", helpOption().description());

    qsizetype width = 0;
    for (const auto& line : lines)
        width = std::max(width, line.first.size());
    QString text = Words::tr("Speedup Lab shows when parallel work is faster, and why.") + "\n\n";
    for (const auto& [usage, meaning] : lines)
        text += QStringLiteral("  speedup-lab %1  %2\n").arg(usage.leftJustified(width), meaning);
    return text.toStdString();
}

QString commandNames()
{
    QStringList names;
    for (const CommandSyntax& command : commandSyntaxes())
        names.append(command.name);
    return names.join(QStringLiteral(", "));
}

int dispatch(const QStringList& arguments, std::ostream& out, std::ostream& err)
{
    const QString command = arguments.value(0);
    if (command == "--help" || command == "-h" || command == "help") {
        out << helpText();
        return kSuccess;
    }
    if (command == "--version" || command == "-v") {
        out << "speedup-lab " << version().toStdString() << " (" << allLibraries().toStdString() << ")\n";
        return kSuccess;
    }
    if (command == "list")
        return listCommand(arguments.mid(1), out);
    if (command == "run")
        return runCommand(arguments.mid(1), out, err);
    if (command == "whatif")
        return whatIfCommand(arguments.mid(1), out, err);
    if (command == "describe")
        return describeCommand(arguments.mid(1), out);
    if (command.startsWith('-'))
        throw UsageError(Words::tr("there is no option '%1' here; see speedup-lab --help").arg(command));
    throw UsageError(Words::tr("there is no command '%1'; there are: %2 (see speedup-lab --help)")
                         .arg(command, commandNames()));
}

int complain(std::ostream& err, const char* text, int code)
{
    err << "speedup-lab: " << text << '\n';
    return code;
}

// The edge at which exceptions become a sentence and an exit code.
int translating(std::ostream& out, std::ostream& err, const std::function<int()>& work)
{
    try {
        const int code = work();
        if (!out.flush())
            throw CommandFailure(Words::tr("standard output is full or closed, and lacks a part"));
        return code;
    } catch (const UsageError& error) {
        return complain(err, error.what(), kUsage);
    } catch (const scenario::ParameterError& error) {
        return complain(err, error.what(), kUsage);
    } catch (const std::bad_alloc&) {
        return complain(err, "there is not enough memory for this", kFailure);
    } catch (const std::exception& error) {
        return complain(err, error.what(), kFailure);
    }
}

} // namespace

int runCommandLine(const QStringList& arguments, std::ostream& out, std::ostream& err)
{
    return translating(out, err, [&] { return dispatch(arguments, out, err); });
}

int runWithoutDisplay(std::ostream& out, std::ostream& err, double budgetSeconds)
{
    return translating(out, err, [&] {
        const scenario::Registry registry = scenarios::all();
        const QString id = QString::fromStdString(registry.scenarios().at(0)->info().id);
        out << Words::tr("There is no display to open a window on, so '%1' runs here instead.")
                   .arg(id)
                   .toStdString()
            << std::endl;
        QStringList arguments = {id, "--budget", QString::number(budgetSeconds)};
        const QFileInfo here(QDir::currentPath());
        if (here.isWritable())
            arguments += {"--slide", id + ".png", "--slide", id + ".svg"};
        const int code = runCommand(arguments, out, err);
        if (!here.isWritable())
            throw CommandFailure(
                Words::tr("its slide was not written: the folder '%1' is read-only").arg(here.filePath()));
        return code;
    });
}

} // namespace lab::app
