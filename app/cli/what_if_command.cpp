// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/what_if_command.h"

#include "app/cli/measuring.h"
#include "app/cli/option_parser.h"
#include "app/cli/run_outputs.h"
#include "app/inputs/typed_text.h"
#include "app/inputs/usage_error.h"
#include "core/exchange/atomic_file.h"
#include "core/scenarios/all.h"
#include "core/session/what_if.h"
#include "widgets/panels/what_if_text.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>

namespace lab::app {

namespace {

using namespace scenario;
using namespace session;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(WhatIfCommand)
};

QString keysOf(const ScenarioInfo& info)
{
    QStringList keys;
    for (const WhatIf& whatIf : info.whatIfs)
        keys << QString::fromStdString(whatIf.key);
    return keys.join(QStringLiteral(", "));
}

// "fast-loading", or "fast-loading=0.25": the share of its time that the work takes.
WhatIf whatIfOf(const QString& typed, const ScenarioInfo& info)
{
    const QString id = QString::fromStdString(info.id);
    if (info.whatIfs.empty())
        throw UsageError(Words::tr("%1 has no changes to ask for; scenarios that have some: see "
                                   "speedup-lab list --json")
                             .arg(id));
    const QString key = typed.section('=', 0, 0);
    const auto found = std::find_if(info.whatIfs.begin(), info.whatIfs.end(),
                                    [&](const WhatIf& whatIf) { return whatIf.key == key.toStdString(); });
    if (found == info.whatIfs.end())
        throw UsageError(typed.isEmpty()
                             ? Words::tr("whatif needs --change; %1 has: %2").arg(id, keysOf(info))
                             : Words::tr("%1 has no change '%2'; it has: %3").arg(id, key, keysOf(info)));
    if (!typed.contains('='))
        return *found;
    bool ok = false;
    const double share = typed.section('=', 1).toDouble(&ok);
    if (!ok || !(share > 0 && share <= 1) || found->faster.empty())
        throw UsageError(found->faster.empty()
                             ? Words::tr("change '%1' takes no value").arg(key)
                             : Words::tr("change '%1' takes a share above 0, up to 1, not '%2'")
                                   .arg(key, typed.section('=', 1)));
    return found->withShare(share);
}

std::string json(const ScenarioInfo& info, const WhatIf& whatIf, const RunState& state,
                 const Prediction& prediction, const std::optional<Check>& check)
{
    nlohmann::ordered_json result = {{"scenario", info.id},
                                     {"change", whatIf.key},
                                     {"label", whatIf.label},
                                     {"variant", whatIf.variant},
                                     {"workers", state.request.workers},
                                     {"recorded_ns", prediction.recorded},
                                     {"predicted_ns", prediction.predicted},
                                     {"predicted_factor", prediction.factor()},
                                     {"assumption", whatIf.assumption},
                                     {"measured_factor", nullptr},
                                     {"measured_interval_95", nullptr},
                                     {"error", nullptr}};
    if (check) {
        result["measured_factor"] = check->factor;
        result["measured_interval_95"] = {check->interval.low, check->interval.high};
        result["error"] = errorOf(prediction, *check);
    }
    return result.dump(2) + "\n";
}

Request requestToCheck(const WhatIf& whatIf, const RunOptions& options)
{
    const auto request = requestOf(whatIf, options.scenario->info(), options.request);
    if (!request)
        throw UsageError(whatIf.canBeChecked()
                             ? Words::tr("'%1' cannot go any further from here")
                                   .arg(QString::fromStdString(whatIf.parameter))
                             : Words::tr("change '%1' has nothing that could be run to check it")
                                   .arg(QString::fromStdString(whatIf.key)));
    return *request;
}

} // namespace

CommandSyntax whatIfSyntax()
{
    CommandSyntax syntax{.name = "whatif",
                         .summary = Words::tr("Predicts from a recording what a change would make of it."),
                         .argument = "scenario",
                         .argumentHelp = Words::tr("Its id; see speedup-lab list."),
                         .repeatable = {"set", "images"}};
    addMeasuringOptions(syntax);
    const auto add = [&](const char* name, const QString& value, const QString& help) {
        syntax.options.append(QCommandLineOption(QString::fromLatin1(name), help, value));
    };
    add("change", Words::tr("key[=share]"),
        Words::tr("One of the scenario's changes; with the share of its time that the work is to take."));
    add("check", {}, Words::tr("Then run the real thing, and say how far off the prediction was."));
    add("json", Words::tr("file"), Words::tr("Write the figures as JSON."));
    return syntax;
}

int whatIfCommand(const QStringList& arguments, std::ostream& out, std::ostream& err)
{
    QCommandLineParser parser;
    parseOptions(parser, whatIfSyntax(), arguments);
    if (parser.isSet("help")) {
        out << parser.helpText().toStdString();
        return kSuccess;
    }
    const Registry registry = scenarios::all();
    const machine::Machine machine = machine::read();
    RunOptions options = measuringOptions(parser, QStringLiteral("whatif"), registry, machine);
    const ScenarioInfo& info = options.scenario->info();
    const WhatIf whatIf = whatIfOf(parser.value("change"), info);
    RunOutputs outputs;
    outputs.json = fileOf(parser, "json");
    checkOutputs(outputs);
    addOwnInputs(options, parser, err);
    const bool checks = parser.isSet("check");
    RunOptions changed = options;
    if (checks)
        changed.request = requestToCheck(whatIf, options);

    err << Words::tr("Measuring %1 for about %2 s …")
               .arg(QString::fromStdString(info.id))
               .arg(options.budgetSeconds)
               .toStdString()
        << std::endl;
    RunSession session(machine);
    const std::shared_ptr<const RunState> state = measure(session, options, err);
    std::shared_ptr<const RunState> after = state;
    if (state && checks && !whatIf.parameter.empty()) {
        err << Words::tr("Checking with another run …").toStdString() << std::endl;
        after = measure(session, changed, err);
    }
    if (!state || !after) {
        err << Words::tr("Stopped; nothing was written.").toStdString() << '\n';
        return kInterrupted;
    }
    const auto prediction = predict(whatIf, *state);
    if (!prediction)
        throw CommandFailure(Words::tr("there is no recording of '%1' to predict from")
                                 .arg(QString::fromStdString(whatIf.variant)));
    const auto checked = checks ? check(whatIf, *state, *after) : std::nullopt;
    const auto variant = std::find_if(info.variants.begin(), info.variants.end(),
                                      [&](const Variant& each) { return each.key == whatIf.variant; });
    out << widgets::whatIfSentence(whatIf, QString::fromStdString(variant->label), *prediction, checked)
               .toStdString()
        << std::endl;
    if (checks && !checked)
        throw CommandFailure(Words::tr("it was not measured often enough to be held against a prediction"));
    if (!outputs.json.isEmpty())
        exchange::writeWhole(toPath(outputs.json), json(info, whatIf, *state, *prediction, checked));
    return kSuccess;
}

} // namespace lab::app
