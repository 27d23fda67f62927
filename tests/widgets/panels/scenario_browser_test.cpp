// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/scenario_browser.h"

#include "widgets/theme/application_theme.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QtTest>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

class Named : public scenario::Scenario
{
public:
    Named(std::string id, std::string title, scenario::Verdict expected, const std::string& about = "")
    {
        m_info.id = std::move(id);
        m_info.title = std::move(title);
        m_info.summary = "What " + m_info.title + " teaches." + about;
        m_info.expected = expected;
        m_info.variants = {{"sequential", "Sequential", ""}};
    }
    void setLesson(const std::string& file) { m_info.lesson = file; }
    const scenario::ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<scenario::Experiment> prepare(const scenario::Request&) const override { return {}; }

private:
    scenario::ScenarioInfo m_info;
};

scenario::Registry three()
{
    scenario::Registry registry;
    registry.add(std::make_unique<Named>("false-sharing", "False sharing", scenario::Verdict::Hurts));
    registry.add(std::make_unique<Named>("batch", "Batch convolution", scenario::Verdict::Helps));
    registry.add(std::make_unique<Named>("pipeline", "Training pipeline", scenario::Verdict::Depends));
    return registry;
}

QStringList visible(const ScenarioBrowser& browser)
{
    QStringList rows;
    const auto* list = browser.findChild<QListWidget*>();
    for (int row = 0; row < list->count(); ++row)
        if (!list->item(row)->isHidden() && list->item(row)->flags().testFlag(Qt::ItemIsSelectable))
            rows << list->item(row)->text();
    return rows;
}

int visibleSections(const ScenarioBrowser& browser)
{
    int sections = 0;
    const auto* list = browser.findChild<QListWidget*>();
    for (int row = 0; row < list->count(); ++row)
        sections += !list->item(row)->isHidden() && !list->item(row)->flags().testFlag(Qt::ItemIsSelectable);
    return sections;
}

TEST(ScenarioBrowser, FindsWordsOfLessonsAndSaysWhere)
{
    scenario::Registry registry;
    auto named = std::make_unique<Named>("lock-contention", "Lock contention", scenario::Verdict::Depends);
    named->setLesson("lock-contention.md");
    registry.add(std::move(named));
    registry.add(std::make_unique<Named>("batch", "Batch convolution", scenario::Verdict::Helps));
    ScenarioBrowser browser(registry);
    auto* search = browser.findChild<QLineEdit*>();
    const QSignalSpy chosen(&browser, &ScenarioBrowser::chosen);
    const QSignalSpy where(&browser, &ScenarioBrowser::foundInLesson);
    search->setText(QStringLiteral("amdahl"));
    ASSERT_EQ(visible(browser).size(), 1);
    EXPECT_TRUE(visible(browser).first().startsWith(QStringLiteral("Lock contention\n")));
    EXPECT_TRUE(visible(browser).first().contains(QStringLiteral("Amdahl")));
    QTest::keyClick(search, Qt::Key_Return);
    EXPECT_EQ(chosen.count(), 1);
    EXPECT_EQ(where.count(), 1);
    EXPECT_TRUE(visible(browser).contains(QStringLiteral("Lock contention"))) << "its title alone again";
    search->setText(QStringLiteral("contention"));
    QTest::keyClick(search, Qt::Key_Return);
    EXPECT_EQ(where.count(), 1) << "a title is no place in a lesson";
}

TEST(ScenarioBrowser, IconsFollowTheTheme)
{
    applyTheme(*qApp, ThemeKind::Light);
    const scenario::Registry registry = three();
    const ScenarioBrowser browser(registry);
    const auto* list = browser.findChild<QListWidget*>();
    const auto icon = [&] { return list->item(1)->icon().pixmap(16, 16).toImage(); };
    const QImage light = icon();
    applyTheme(*qApp, ThemeKind::Dark);
    QCoreApplication::processEvents();
    EXPECT_NE(icon(), light);
    applyTheme(*qApp, ThemeKind::Light);
}

TEST(ScenarioBrowser, ListsByVerdict)
{
    const scenario::Registry registry = three();
    const ScenarioBrowser browser(registry);
    EXPECT_EQ(visible(browser),
              (QStringList{QStringLiteral("Batch convolution"), QStringLiteral("Training pipeline"),
                           QStringLiteral("False sharing"), QStringLiteral("Rules of thumb")}));
    EXPECT_EQ(visibleSections(browser), 4);
}

TEST(ScenarioBrowser, SearchHidesTheRest)
{
    const scenario::Registry registry = three();
    ScenarioBrowser browser(registry);
    auto* search = browser.findChild<QLineEdit*>();
    QTest::keyClicks(search, QStringLiteral("  SHARING"));
    EXPECT_EQ(visible(browser), QStringList{QStringLiteral("False sharing")});
    EXPECT_EQ(visibleSections(browser), 1);
    search->setText(QStringLiteral("nothing like it"));
    EXPECT_TRUE(visible(browser).isEmpty());
    EXPECT_EQ(visibleSections(browser), 0);
    const auto* said = browser.findChild<QLabel*>();
    EXPECT_FALSE(said->isHidden());
    EXPECT_TRUE(said->text().contains(QStringLiteral("“nothing like it”")));
    QTest::keyClick(search, Qt::Key_Escape);
    EXPECT_TRUE(said->isHidden());
    EXPECT_EQ(visible(browser).size(), 4);
    EXPECT_EQ(visibleSections(browser), 4);
}

TEST(ScenarioBrowser, ReturnChoosesTheFirstFound)
{
    const scenario::Registry registry = three();
    ScenarioBrowser browser(registry);
    const QSignalSpy chosen(&browser, &ScenarioBrowser::chosen);
    auto* search = browser.findChild<QLineEdit*>();
    QTest::keyClicks(search, QStringLiteral("pipe"));
    QTest::keyClick(search, Qt::Key_Return);
    ASSERT_EQ(chosen.size(), 1);
    EXPECT_EQ(chosen[0][0].toString(), QStringLiteral("pipeline"));
    EXPECT_EQ(search->text(), QString()) << "all scenarios are there again";
    EXPECT_EQ(visible(browser).size(), 4);
}

TEST(ScenarioBrowser, ReturnPrefersATitleToASummary)
{
    scenario::Registry registry;
    registry.add(std::make_unique<Named>("first", "First", scenario::Verdict::Helps, "about photos"));
    registry.add(std::make_unique<Named>("photos", "Photos", scenario::Verdict::Hurts));
    ScenarioBrowser browser(registry);
    const QSignalSpy chosen(&browser, &ScenarioBrowser::chosen);
    auto* search = browser.findChild<QLineEdit*>();
    QTest::keyClicks(search, QStringLiteral("photos"));
    EXPECT_EQ(visible(browser).size(), 2);
    QTest::keyClick(search, Qt::Key_Return);
    ASSERT_EQ(chosen.size(), 1);
    EXPECT_EQ(chosen[0][0].toString(), QStringLiteral("photos"));
}

TEST(ScenarioBrowser, WhatIsSelectedIsSeen)
{
    const scenario::Registry registry = three();
    ScenarioBrowser browser(registry);
    auto* search = browser.findChild<QLineEdit*>();
    search->setText(QStringLiteral("pipe"));
    browser.select(QStringLiteral("pipeline"));
    EXPECT_EQ(search->text(), QStringLiteral("pipe"));
    browser.select(QStringLiteral("batch"));
    EXPECT_TRUE(search->text().isEmpty());
    EXPECT_TRUE(visible(browser).contains(QStringLiteral("Batch convolution")));
}

TEST(ScenarioBrowser, SelectsByIdAndByKey)
{
    const scenario::Registry registry = three();
    ScenarioBrowser browser(registry);
    const QSignalSpy chosen(&browser, &ScenarioBrowser::chosen);
    browser.select(QStringLiteral("batch"));
    browser.select(QStringLiteral("unknown"));
    browser.selectNext(-1); // already the first
    browser.selectNext(1);
    QTest::keyClick(browser.findChild<QListWidget*>(), Qt::Key_Down);
    browser.selectNext(1); // the rules of thumb
    browser.selectNext(1); // already the last
    QStringList ids;
    for (const auto& arguments : chosen)
        ids << arguments[0].toString();
    EXPECT_EQ(ids, (QStringList{QStringLiteral("batch"), QStringLiteral("pipeline"),
                                QStringLiteral("false-sharing"), ScenarioBrowser::kRules}));
}

} // namespace

} // namespace lab::widgets
