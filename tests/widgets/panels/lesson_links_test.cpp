// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/all.h"
#include "widgets/panels/lesson.h"

#include <QRegularExpression>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace lab::widgets {

namespace {

// What the lesson's links of a kind name: "balanced" of [evenly](whatif:balanced), "size" of (set:size=8).
std::vector<std::string> namedBy(const std::string& kind, const scenario::ScenarioInfo& info)
{
    const QRegularExpression link(QStringLiteral("\\(%1:([^)=]+)[^)]*\\)").arg(QString::fromStdString(kind)));
    std::vector<std::string> names;
    for (const QString& text : loadLesson(QString::fromStdString(info.lesson)).steps)
        for (auto each = link.globalMatch(text); each.hasNext();)
            names.push_back(each.next().captured(1).toStdString());
    return names;
}

template<typename Things, typename NameOf>
bool has(const Things& things, const std::string& name, NameOf nameOf)
{
    return std::any_of(things.begin(), things.end(),
                       [&](const auto& thing) { return nameOf(thing) == name; });
}

TEST(LessonLinks, NameWhatTheScenarioHas)
{
    const auto registry = scenarios::all();
    for (const auto& scenario : registry.scenarios()) {
        const scenario::ScenarioInfo& info = scenario->info();
        for (const std::string& name : namedBy("whatif", info))
            EXPECT_TRUE(has(info.whatIfs, name, [](const auto& whatIf) { return whatIf.key; }))
                << info.id << ": " << name;
        for (const std::string& name : namedBy("sweep", info))
            EXPECT_TRUE(has(info.sweeps, name, [](const auto& sweep) { return sweep.key; }))
                << info.id << ": " << name;
        for (const std::string& name : namedBy("set", info))
            EXPECT_TRUE(has(info.parameters, name, [](const auto& parameter) { return parameter.name; }))
                << info.id << ": " << name;
    }
}

TEST(LessonLinks, EachLessonAsksForAWhatIfOfItsScenario)
{
    const auto registry = scenarios::all();
    for (const auto& scenario : registry.scenarios())
        EXPECT_EQ(namedBy("whatif", scenario->info()).empty(), scenario->info().whatIfs.empty())
            << scenario->info().id;
}

} // namespace

} // namespace lab::widgets
