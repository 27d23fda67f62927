// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/list_command.h"

#include "app/cli/option_parser.h"
#include "app/cli/parameter_text.h"
#include "app/inputs/usage_error.h"
#include "core/scenarios/all.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>
#include <ostream>

namespace lab::app {

namespace {

using namespace scenario;
using Json = nlohmann::ordered_json;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ListCommand)
};

Json toJson(const Value& value)
{
    return std::visit([](const auto& plain) { return Json(plain); }, value);
}

Json toJson(const Parameter& parameter)
{
    Json json = {{"name", parameter.name},
                 {"label", parameter.label},
                 {"help", parameter.help},
                 {"standard", toJson(parameter.standard)}};
    if (!parameter.unit.empty())
        json["unit"] = parameter.unit;
    if (parameter.kind == Parameter::Kind::Integer) {
        json["lowest"] = parameter.lowest;
        json["highest"] = parameter.highest;
    }
    if (parameter.kind == Parameter::Kind::Switch)
        json["options"] = {"on", "off"};
    for (const Parameter::Option& option : parameter.options)
        json["options"].push_back(option.key);
    return json;
}

Json toJson(const ScenarioInfo& info)
{
    Json json = {{"id", info.id},
                 {"title", info.title},
                 {"summary", info.summary},
                 {"expected", std::string(key(info.expected))},
                 {"photos", info.usesPhotos},
                 {"data", info.samples.need != SampleUse::Need::Nothing},
                 {"data_needs_labels", info.samples.need == SampleUse::Need::Labelled}};
    json["parameters"] = Json::array();
    for (const Parameter& parameter : info.parameters)
        json["parameters"].push_back(toJson(parameter));
    for (const Variant& variant : info.variants)
        json["variants"].push_back(
            {{"key", variant.key}, {"label", variant.label}, {"summary", variant.summary}});
    json["changes"] = Json::array();
    for (const WhatIf& whatIf : info.whatIfs)
        json["changes"].push_back({{"key", whatIf.key},
                                   {"label", whatIf.label},
                                   {"variant", whatIf.variant},
                                   {"can_be_checked", whatIf.canBeChecked()}});
    json["sweeps"] = Json::array();
    for (const Sweep& sweep : info.sweeps)
        json["sweeps"].push_back({{"key", sweep.key}, {"label", sweep.label}});
    return json;
}

void print(const ScenarioInfo& info, std::ostream& out)
{
    out << info.id << "  ("
        << Words::tr("expected: %1")
               .arg(QString::fromStdString(std::string(key(info.expected))))
               .toStdString()
        << ")\n  " << info.summary << '\n';
    if (info.usesPhotos)
        out << "    --images <path>  " << Words::tr("Photos of your own.").toStdString() << '\n';
    if (info.samples.need == SampleUse::Need::Images)
        out << "    --data <images>[,<labels>]  " << Words::tr("Images of your own.").toStdString() << '\n';
    if (info.samples.need == SampleUse::Need::Labelled)
        out << "    --data <images>,<labels>  " << Words::tr("Images of your own, with labels.").toStdString()
            << '\n';
    for (const Parameter& parameter : info.parameters)
        out << "    --set " << parameter.name << '=' << toText(parameter.standard) << "  ("
            << rangeText(parameter) << ")  " << parameter.help << '\n';
    for (const Sweep& sweep : info.sweeps)
        out << "    --sweep " << sweep.key << "  " << sweep.label << '\n';
    for (const WhatIf& whatIf : info.whatIfs)
        out << "    whatif --change " << whatIf.key << "  " << whatIf.label << '\n';
}

} // namespace

CommandSyntax listSyntax()
{
    return {.name = "list",
            .summary = Words::tr("Lists the scenarios and their parameters."),
            .options = {QCommandLineOption("json", Words::tr("Print JSON."))}};
}

int listCommand(const QStringList& arguments, std::ostream& out)
{
    QCommandLineParser parser;
    parseOptions(parser, listSyntax(), arguments);
    if (parser.isSet("help")) {
        out << parser.helpText().toStdString();
        return kSuccess;
    }
    if (!parser.positionalArguments().isEmpty())
        throw UsageError(Words::tr("list takes no '%1'").arg(parser.positionalArguments().constFirst()));

    const Registry registry = scenarios::all();
    Json all = Json::array();
    for (const auto& scenario : registry.scenarios()) {
        if (parser.isSet("json"))
            all.push_back(toJson(scenario->info()));
        else
            print(scenario->info(), out);
    }
    if (parser.isSet("json"))
        out << all.dump(2) << '\n';
    return kSuccess;
}

} // namespace lab::app
