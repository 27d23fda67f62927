// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_command.h"

#include "app/cli/measuring.h"
#include "app/cli/option_parser.h"
#include "app/cli/report.h"
#include "app/cli/run_outputs.h"
#include "app/inputs/typed_text.h"
#include "app/inputs/usage_error.h"
#include "core/scenarios/all.h"
#include "core/session/own_sweep.h"
#include "widgets/panels/earlier_runs.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>
#include <ostream>

namespace lab::app {

namespace {

using namespace scenario;
using namespace session;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(RunCommand)
};

struct Plan
{
    RunOptions options;
    std::optional<RunOptions> sweep; // after the run
    RunOutputs outputs;
};

} // namespace

CommandSyntax runSyntax()
{
    CommandSyntax syntax{.name = "run",
                         .summary =
                             Words::tr("Measures a scenario, compares its variants and prints a table."),
                         .argument = "scenario",
                         .argumentHelp = Words::tr("Its id; see speedup-lab list."),
                         .repeatable = {"set", "slide", "images"}};
    const auto add = [&](const char* name, const QString& value, const QString& help) {
        syntax.options.append(QCommandLineOption(QString::fromLatin1(name), help, value));
    };
    addMeasuringOptions(syntax);
    add("sweep", Words::tr("sweep"),
        Words::tr("Then measure over a range: one of the scenario's sweeps by its key, or "
                  "name=from:to[:points[:linear|logarithmic]]."));
    add("json", Words::tr("file"), Words::tr("Write the figures as JSON."));
    add("trace", Words::tr("file"), Words::tr("Write one iteration of each variant as a Chrome trace."));
    add("slide", Words::tr("file"), Words::tr("Write a slide as .png, .svg or .pdf; repeatable."));
    add("variant", Words::tr("key"),
        Words::tr("Whose picture the slides show; the one that the figure is about unless given."));
    add("at", Words::tr("ns|best|begin|end"),
        Words::tr(
            "The instant that the slides show, in ns since the iteration began; unless given the best, at "
            "which most of what the scenario is about happens at once."));
    add("arrays", Words::tr("folder"), Words::tr("Write inputs, weights and results as .npy files."));
    return syntax;
}

namespace {

std::optional<RunOptions> sweepOf(const QCommandLineParser& parser, const RunOptions& run)
{
    if (!parser.isSet("sweep"))
        return std::nullopt;
    const std::string text = parser.value("sweep").toStdString();
    const ScenarioInfo& info = run.scenario->info();
    RunOptions options = run;
    options.mode = Mode::Sweep;
    options.sweep = text;
    const bool known = std::any_of(info.sweeps.begin(), info.sweeps.end(),
                                   [&](const Sweep& sweep) { return sweep.key == text; });
    if (!known)
        options.ownSweep = sweepOver(info, parseSweepRange(info, text));
    return options;
}

Plan planOf(const QCommandLineParser& parser, const Registry& registry, const machine::Machine& machine)
{
    Plan plan;
    plan.options = measuringOptions(parser, QStringLiteral("run"), registry, machine);
    const RunOptions& options = plan.options;
    plan.sweep = sweepOf(parser, options);

    plan.outputs = {fileOf(parser, "json"), fileOf(parser, "trace"), parser.values("slide"),
                    fileOf(parser, "arrays"),
                    slideMoment(parser.value("variant"), parser.isSet("at") ? parser.value("at") : "best",
                                options.scenario->info())};
    for (const char* option : {"variant", "at"}) {
        if (parser.isSet(option) && plan.outputs.slides.isEmpty())
            throw UsageError(
                Words::tr("option '--%1' says what a slide shows: give --slide, too").arg(option));
    }
    checkOutputs(plan.outputs);
    return plan;
}

bool allAgree(const RunState& state)
{
    return std::all_of(state.variants.begin(), state.variants.end(), [](const VariantResult& result) {
        return !result.differs() || !result.variant.exact;
    });
}

} // namespace

int runCommand(const QStringList& arguments, std::ostream& out, std::ostream& err)
{
    QCommandLineParser parser;
    parseOptions(parser, runSyntax(), arguments);
    if (parser.isSet("help")) {
        out << parser.helpText().toStdString();
        return kSuccess;
    }
    const Registry registry = scenarios::all();
    const machine::Machine machine = machine::read();
    Plan plan = planOf(parser, registry, machine);
    const ScenarioInfo& info = plan.options.scenario->info();
    addOwnInputs(plan.options, parser, err);

    err << Words::tr("Measuring %1 for about %2 s …")
               .arg(QString::fromStdString(info.id))
               .arg(plan.options.budgetSeconds)
               .toStdString()
        << std::endl;
    plan.options.earlier = widgets::earlierRuns(machine, plan.options);
    RunSession session(machine);
    std::shared_ptr<const RunState> state = measure(session, plan.options, err);
    if (state)
        widgets::keepRun(machine, *state, plan.options.affinity);
    if (state && plan.sweep) {
        plan.sweep->request = plan.options.request;
        err << Words::tr("Sweeping …").toStdString() << std::endl;
        state = measure(session, *plan.sweep, err);
    }
    if (!state) {
        err << Words::tr("Stopped; nothing was written.").toStdString() << '\n';
        return kInterrupted;
    }
    out << runReport(info, *state, machine).toStdString() << std::flush;
    writeOutputs(plan.outputs, info, session, machine, out);
    if (!allAgree(*state))
        throw CommandFailure(Words::tr("a variant's result differs from the sequential one; see the table"));
    return kSuccess;
}

} // namespace lab::app
