// SPDX-License-Identifier: GPL-3.0-or-later
// The manual page and completion hold what the help and the list of scenarios hold, and bash completes with
// it.
#include "tests/app/cli/call.h"
#include "tests/support/temporary_folder.h"

#include <QProcess>
#include <QRegularExpression>
#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::UnorderedElementsAreArray;

namespace {

using Strings = std::vector<std::string>;

const QStringList kCommands{"list", "run", "describe"};

/// "--json", … as the command's help has them; "-h" as well.
Strings optionsInHelp(const QString& command)
{
    const QString help = QString::fromStdString(call({command, "--help"}).out);
    const QRegularExpression option(R"((?<=\s)--?[a-z]+)");
    Strings found;
    for (auto each = option.globalMatch(help); each.hasNext();)
        found.push_back(each.next().captured().toStdString());
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

json scenarios()
{
    return json::parse(call({"list", "--json"}).out);
}

/// What `parameter` may be, where that is a choice.
Strings choices(const json& parameter)
{
    if (parameter.contains("options"))
        return parameter.at("options").get<Strings>();
    return parameter.at("standard").is_boolean() ? Strings{"on", "off"} : Strings{};
}

Strings namesOf(const json& list, const char* key)
{
    Strings names;
    for (const json& each : list)
        names.push_back(each.at(key).get<std::string>());
    return names;
}

/// As a reader sees it: without what keeps a hyphen a hyphen.
std::string manual()
{
    QString text = QString::fromStdString(call({"describe", "manual"}).out);
    return text.replace("\\-", "-").toStdString();
}

/// A bash that has sourced the completion.
class Bash
{
public:
    Bash() { m_folder.write("completion", call({"describe", "bash"}).out); }

    /// What it puts into COMPREPLY at the end of `line`.
    Strings complete(const std::string& line) const
    {
        QProcess bash;
        bash.setProcessChannelMode(QProcess::MergedChannels);
        bash.start("bash", {"--norc", "-u", "-c",
                            R"(source "$0"
                               [[ $(complete -p speedup-lab) == *' -F _speedup_lab speedup-lab' ]] || exit 1
                               COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
                               COMP_LINE=$1 COMP_POINT=${#1}
                               _speedup_lab speedup-lab
                               printf '%s\n' "${COMPREPLY[@]}")",
                            QString::fromStdString((m_folder / "completion").string()),
                            QString::fromStdString(line)});
        EXPECT_TRUE(bash.waitForFinished());
        EXPECT_EQ(bash.exitCode(), 0);
        Strings words;
        const QStringList lines =
            QString::fromUtf8(bash.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        for (const QString& each : lines)
            words.push_back(each.toStdString());
        return words;
    }

private:
    TemporaryFolder m_folder;
};

} // namespace

TEST(Describe, TheManualHasEveryOptionScenarioParameterAndSweep)
{
    const std::string text = manual();
    for (const QString& command : kCommands) {
        for (const std::string& option : optionsInHelp(command))
            EXPECT_THAT(text, HasSubstr("\\fB" + option + "\\fR"));
        EXPECT_THAT(text, HasSubstr(".SS " + command.toStdString()));
    }
    for (const json& scenario : scenarios()) {
        EXPECT_THAT(text, HasSubstr(".SS " + scenario.at("id").get<std::string>() + "\n"));
        for (const json& parameter : scenario.at("parameters")) {
            EXPECT_THAT(text, HasSubstr("\\fB--set " + parameter.at("name").get<std::string>() + "=\\fR"));
            EXPECT_THAT(text, HasSubstr(parameter.at("help").get<std::string>()));
            for (const std::string& choice : choices(parameter))
                EXPECT_THAT(text, HasSubstr(choice));
        }
        for (const std::string& sweep : namesOf(scenario.at("sweeps"), "key"))
            EXPECT_THAT(text, HasSubstr("\\fB--sweep " + sweep + "\\fR"));
    }
}

TEST(Describe, ZshHasEveryOptionScenarioParameterAndSweep)
{
    const std::string text = call({"describe", "zsh"}).out;
    for (const QString& command : kCommands) {
        EXPECT_THAT(text, HasSubstr(QStringLiteral("(%1)\n").arg(command).toStdString()));
        for (const std::string& option : optionsInHelp(command))
            EXPECT_THAT(text, HasSubstr(option));
    }
    for (const json& scenario : scenarios()) {
        const std::string id = scenario.at("id");
        std::string parameters;
        for (const json& parameter : scenario.at("parameters")) {
            const std::string name = parameter.at("name");
            parameters += (parameters.empty() ? "" : " ") + name;
            std::string words;
            for (const std::string& choice : choices(parameter))
                words += (words.empty() ? "" : " ") + choice;
            if (!words.empty()) {
                EXPECT_THAT(text, HasSubstr("'" + id + "/" + name + "' '" + words + "'\n"));
            }
        }
        EXPECT_THAT(text, HasSubstr("'" + id + "' '" + parameters + "'\n"));
        for (const std::string& sweep : namesOf(scenario.at("sweeps"), "key"))
            EXPECT_THAT(text, HasSubstr(sweep));
    }
}

TEST(Describe, BashCompletesCommandsAndTheirOptions)
{
    const Bash bash;
    EXPECT_THAT(bash.complete("speedup-lab "), IsSupersetOf({"list", "run", "describe", "--version"}));
    EXPECT_THAT(bash.complete("speedup-lab li"), ElementsAre("list"));
    for (const QString& command : kCommands)
        EXPECT_THAT(bash.complete("speedup-lab " + command.toStdString() + " -"),
                    UnorderedElementsAreArray(optionsInHelp(command)));
    EXPECT_THAT(bash.complete("speedup-lab describe m"), ElementsAre("manual"));
    EXPECT_THAT(bash.complete("speedup-lab nothing "), IsEmpty());
}

TEST(Describe, BashCompletesScenariosParametersChoicesAndSweeps)
{
    const Bash bash;
    const json all = scenarios();
    EXPECT_THAT(bash.complete("speedup-lab run "), UnorderedElementsAreArray(namesOf(all, "id")));
    for (const json& scenario : all) {
        const std::string line = "speedup-lab run " + scenario.at("id").get<std::string>();
        Strings parameters = namesOf(scenario.at("parameters"), "name");
        for (std::string& name : parameters)
            name += '=';
        EXPECT_THAT(bash.complete(line + " --set "), UnorderedElementsAreArray(parameters));
        for (const json& parameter : scenario.at("parameters")) {
            const std::string name = parameter.at("name");
            EXPECT_THAT(bash.complete(line + " --set " + name + "="),
                        UnorderedElementsAreArray(choices(parameter)))
                << line << " " << name;
        }
        EXPECT_THAT(bash.complete(line + " --sweep "), IsSupersetOf(namesOf(scenario.at("sweeps"), "key")));
    }
}

TEST(Describe, BashKnowsWhereItIsInTheLine)
{
    const Bash bash;
    const std::string run = "speedup-lab run batch-convolution";
    EXPECT_THAT(bash.complete("speedup-lab run --workers 2 batch-c"), ElementsAre("batch-convolution"));
    EXPECT_THAT(bash.complete("speedup-lab run --workers 2 batch-convolution --affinity o"),
                ElementsAre("on", "off"));
    EXPECT_THAT(bash.complete(run + " --set=wake=as"), ElementsAre("asleep"));
    EXPECT_THAT(bash.complete(run + " --set images=4 --set wa"), ElementsAre("wake="));
    EXPECT_THAT(bash.complete(run + " --seed 7 --see"), IsEmpty()) << "it is given already";
    EXPECT_THAT(bash.complete(run + " --workers "), IsEmpty()) << "a number";
    EXPECT_THAT(bash.complete(run + " --json "), IsEmpty()) << "readline names files";
}

TEST(Describe, WhatItCannotDescribeIsWrongUse)
{
    for (const QStringList& arguments : {QStringList{"describe"}, QStringList{"describe", "fish"}}) {
        const Outcome outcome = call(arguments);
        EXPECT_EQ(outcome.code, 2);
        EXPECT_THAT(outcome.err, HasSubstr("manual, bash and zsh"));
        EXPECT_EQ(outcome.out, "");
    }
}
