// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include "app/libraries.h"
#include "app/list_command.h"
#include "app/run_command.h"
#include "app/usage_error.h"
#include "core/scenario/parameter.h"
#include "core/scenarios/all.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <functional>
#include <ostream>

namespace lab::app {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

std::string helpText()
{
    return Words::tr("Speedup Lab shows when parallel work is faster, and why.\n\n"
                     "  speedup-lab                         open the window\n"
                     "  speedup-lab list [--json]           the scenarios and their parameters\n"
                     "  speedup-lab run <scenario> [...]    measure one without a window\n"
                     "  speedup-lab run --help              its options\n"
                     "  speedup-lab --version\n"
                     "  speedup-lab --help\n")
        .toStdString();
}

int dispatch(const QStringList& arguments, std::ostream& out, std::ostream& err)
{
    const QString command = arguments.value(0);
    if (command == "--help" || command == "-h" || command == "help") {
        out << helpText();
        return kSuccess;
    }
    if (command == "--version" || command == "-v") {
        out << "speedup-lab " << version().toStdString() << " (" << libraries().toStdString() << ")\n";
        return kSuccess;
    }
    if (command == "list")
        return listCommand(arguments.mid(1), out);
    if (command == "run")
        return runCommand(arguments.mid(1), out, err);
    if (command.startsWith('-'))
        throw UsageError(Words::tr("there is no option '%1' here; see speedup-lab --help").arg(command));
    throw UsageError(
        Words::tr("there is no command '%1'; there are: list, run (see speedup-lab --help)").arg(command));
}

int complain(std::ostream& err, const char* text, int code)
{
    err << "speedup-lab: " << text << '\n';
    return code;
}

// The edge at which exceptions become a sentence and an exit code.
int translating(std::ostream& err, const std::function<int()>& work)
{
    try {
        return work();
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
    return translating(err, [&] {
        const int code = dispatch(arguments, out, err);
        if (!out.flush())
            throw CommandFailure(Words::tr("standard output is full or closed, and lacks a part"));
        return code;
    });
}

int runWithoutDisplay(std::ostream& out, std::ostream& err, double budgetSeconds)
{
    return translating(err, [&] {
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
