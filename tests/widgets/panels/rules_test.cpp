// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/all.h"
#include "tests/support/batch_capture.h"
#include "widgets/panels/rules_page.h"

#include <QCoreApplication>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <gtest/gtest.h>

#include <set>

namespace lab::widgets {

namespace {

const scenario::Registry& registry()
{
    static const scenario::Registry all = scenarios::all();
    return all;
}

const QDate kDay(2026, 5, 4);

class Figures : public testing::Test
{
protected:
    void SetUp() override
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(QStringLiteral("speedup-lab-rules-test"));
        QSettings().clear();
    }
    void TearDown() override { QSettings().clear(); }
};

TEST(Rules, EachLineOpensWhatThereIs)
{
    std::set<QString> keys;
    for (const Rule& rule : rules()) {
        EXPECT_TRUE(keys.insert(rule.key).second) << rule.key.toStdString();
        EXPECT_FALSE(rule.sentence.isEmpty());
        const scenario::Scenario* shown = registry().find(rule.scenario);
        ASSERT_TRUE(shown) << rule.scenario;
        const auto& variants = shown->info().variants;
        const auto found = std::find_if(variants.begin(), variants.end(),
                                        [&](const auto& variant) { return variant.key == rule.variant; });
        EXPECT_NE(found, variants.end()) << rule.scenario << " has no " << rule.variant;
        EXPECT_NO_THROW(scenario::complete(shown->info().parameters, rule.settings)) << rule.scenario;
    }
}

TEST_F(Figures, OnlyAFinishedRunWithTheRulesSettingsCounts)
{
    const Rule& rule = rules().front();
    ASSERT_EQ(rule.scenario, "batch-convolution");
    const auto& info = registry().get(rule.scenario).info();
    session::RunState state = tests::finishedState();
    state.request.settings = scenario::complete(info.parameters, {});
    const auto figure = figureFor(rule, info, state, kDay);
    ASSERT_TRUE(figure);
    EXPECT_EQ(figure->speedup, state.variants[1].speedup);
    EXPECT_EQ(figure->workers, 2);
    EXPECT_EQ(figure->against, QStringLiteral("One by one"));

    session::RunState other = state;
    other.variants[1].samples.resize(2);
    EXPECT_FALSE(figureFor(rule, info, other, kDay)) << "too few rounds";
    other = state;
    other.request.settings["images"] = std::int64_t{8};
    EXPECT_FALSE(figureFor(rule, info, other, kDay));
    other = state;
    other.phase = session::Phase::Stopped;
    EXPECT_FALSE(figureFor(rule, info, other, kDay));
    other = state;
    other.request.samples = std::make_shared<const base::Samples>();
    EXPECT_FALSE(figureFor(rule, info, other, kDay)) << "a person's own data";
    other = state;
    other.mode = session::Mode::Live;
    EXPECT_FALSE(figureFor(rule, info, other, kDay));
    other = state;
    other.variants[1].samples.clear();
    EXPECT_FALSE(figureFor(rule, info, other, kDay));
    EXPECT_FALSE(figureFor(rules().back(), info, state, kDay));
}

TEST_F(Figures, AreKeptFromStartToStart)
{
    const Rule& rule = rules().front();
    EXPECT_FALSE(keptFigure(rule));
    keepFigure(rule, {1.84, {1.78, 1.90}, 2, QStringLiteral("One by one"), kDay});
    const auto kept = keptFigure(rule);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->speedup, 1.84);
    EXPECT_EQ(kept->interval.low, 1.78);
    EXPECT_EQ(kept->workers, 2);
    EXPECT_EQ(kept->date, kDay);
    EXPECT_TRUE(figureText(*kept).startsWith(QStringLiteral("1.84×  (1.78 – 1.90), 2 worker")));
    EXPECT_TRUE(figureText(*kept).endsWith(QStringLiteral("4 May 2026")));
    EXPECT_FALSE(keptFigure(rules().back()));
}

TEST_F(Figures, DamagedOnesAreNoFigures)
{
    QSettings settings;
    settings.setValue(QStringLiteral("figures/") + rules().front().key + QStringLiteral("/speedup"),
                      QStringLiteral("many"));
    EXPECT_FALSE(keptFigure(rules().front()));
}

TEST_F(Figures, PageShowsThemAndOpensScenarios)
{
    keepFigure(rules()[1], {1.84, {1.78, 1.90}, 2, QStringLiteral("One by one"), kDay});
    RulesPage page(registry());
    page.resize(900, 600);
    const auto buttons = page.findChildren<RuleButton*>();
    ASSERT_EQ(static_cast<std::size_t>(buttons.size()), rules().size());
    EXPECT_TRUE(buttons[1]->accessibleDescription().contains(QStringLiteral("1.84×")));
    EXPECT_TRUE(buttons[0]->accessibleDescription().contains(QStringLiteral("Not measured")));
    EXPECT_FALSE(page.grab().isNull());
    for (RuleButton* button : buttons)
        EXPECT_GE(button->height(), button->heightForWidth(button->width()));

    std::vector<std::size_t> chosen;
    QObject::connect(&page, &RulesPage::chosen, [&](std::size_t index) { chosen.push_back(index); });
    buttons[2]->click();
    EXPECT_EQ(chosen, std::vector<std::size_t>{2});

    keepFigure(rules()[0], {0.5, {0.4, 0.6}, 2, QStringLiteral("One by one"), kDay});
    page.refresh();
    EXPECT_TRUE(buttons[0]->accessibleDescription().contains(QStringLiteral("0.50×")));
}

} // namespace

} // namespace lab::widgets
