// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/all.h"
#include "tests/support/batch_capture.h"
#include "tests/support/machine_of.h"
#include "widgets/panels/earlier_runs.h"
#include "widgets/panels/result_text.h"

#include <QCoreApplication>
#include <QSettings>
#include <QStandardPaths>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

class EarlierRuns : public testing::Test
{
protected:
    void SetUp() override
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(QStringLiteral("speedup-lab-earlier-test"));
        QSettings().clear();
    }
    void TearDown() override { QSettings().clear(); }

    // A finished run of the standard settings that came out at `speedup`.
    session::RunState finished(double speedup) const
    {
        session::RunState state = tests::finishedState();
        state.request = scenario::complete(m_scenario.info(), {{}, 2});
        state.variants[state.mainVariant].speedup = speedup;
        return state;
    }

    session::RunOptions options(int workers = 2) const
    {
        session::RunOptions options;
        options.scenario = &m_scenario;
        options.request.workers = workers;
        return options;
    }

    const scenario::Registry m_registry = scenarios::all();
    const scenario::Scenario& m_scenario = m_registry.get("batch-convolution");
    machine::Machine m_machine;
};

} // namespace

TEST_F(EarlierRuns, AreThoseOfTheSameSettingsOnThisMachine)
{
    EXPECT_TRUE(earlierRuns(m_machine, options()).empty());
    keepRun(m_machine, finished(1.8), true);
    keepRun(m_machine, finished(1.9), true);
    EXPECT_EQ(earlierRuns(m_machine, options()), (std::vector<double>{1.8, 1.9}));
    EXPECT_TRUE(earlierRuns(m_machine, options(3)).empty()) << "other workers";
    session::RunOptions other = options();
    other.request.settings["images"] = std::int64_t{8};
    EXPECT_TRUE(earlierRuns(m_machine, other).empty()) << "other images";
    other = options();
    other.affinity = false;
    EXPECT_TRUE(earlierRuns(m_machine, other).empty()) << "workers that move";
    machine::Machine another = m_machine;
    another.cpuModel = "another";
    EXPECT_TRUE(earlierRuns(another, options()).empty()) << "another machine";
    forgetEarlierRuns();
    EXPECT_TRUE(earlierRuns(m_machine, options()).empty());
}

TEST_F(EarlierRuns, AreTheNewestFifty)
{
    for (int i = 1; i <= 60; ++i)
        keepRun(m_machine, finished(i), true);
    const std::vector<double> earlier = earlierRuns(m_machine, options());
    ASSERT_EQ(earlier.size(), 50u);
    EXPECT_EQ(earlier.front(), 11);
    EXPECT_EQ(earlier.back(), 60);
}

TEST_F(EarlierRuns, KeepNoRunThatSaysLittle)
{
    session::RunState state = finished(1.8);
    state.phase = session::Phase::Stopped;
    keepRun(m_machine, state, true);
    state = finished(1.8);
    state.mode = session::Mode::Live;
    keepRun(m_machine, state, true);
    state = finished(1.8);
    state.setAside = state.rounds;
    keepRun(m_machine, state, true);
    state = finished(1.8);
    state.variants[state.mainVariant].samples.resize(1);
    keepRun(m_machine, state, true);
    state = finished(1.8);
    state.request.photos = std::make_shared<const std::vector<base::Photo>>();
    keepRun(m_machine, state, true);
    state = finished(1.8);
    state.request.samples = std::make_shared<const base::Samples>();
    keepRun(m_machine, state, true);
    keepRun(m_machine, {}, true);
    EXPECT_TRUE(earlierRuns(m_machine, options()).empty());
}

TEST_F(EarlierRuns, SurviveSettingsThatSomebodyHasEdited)
{
    keepRun(m_machine, finished(1.8), true);
    QSettings settings;
    QStringList entries = settings.value("earlier/batch-convolution").toStringList();
    ASSERT_EQ(entries.size(), 1);
    const QString own = entries.front().section(QLatin1Char(' '), 0, 0);
    entries << QString() << own + QStringLiteral(" nonsense") << own + QStringLiteral(" -1")
            << own + QStringLiteral(" inf") << own;
    settings.setValue("earlier/batch-convolution", entries);
    EXPECT_EQ(earlierRuns(m_machine, options()), std::vector<double>{1.8});
}

TEST_F(EarlierRuns, StandBesideTheFigure)
{
    session::RunState state = finished(1.8);
    state.variants[state.mainVariant].speedupInterval = {1.75, 1.85};
    EXPECT_TRUE(earlierText(state).isEmpty());
    state.earlier = {1.79, 1.98, 1.88};
    EXPECT_TRUE(earlierText(state).startsWith(QStringLiteral("earlier here: 1.88× (3 run")));
    EXPECT_TRUE(earlierText(state).endsWith(QStringLiteral(", 1.79 – 1.98)")));
    EXPECT_TRUE(figureLines(state, tests::machineOf(2, 2)).contains(earlierText(state)));
    EXPECT_TRUE(earlierSentence(state).isEmpty()) << "they meet";
    state.variants[state.mainVariant].speedupInterval = {1.2, 1.4};
    EXPECT_TRUE(earlierSentence(state).contains(QStringLiteral("1.79 – 1.98×")));
    EXPECT_TRUE(whySentence(state, tests::machineOf(2, 2)).endsWith(earlierSentence(state)));
    state.earlier = {1.79};
    EXPECT_EQ(earlierText(state), QStringLiteral("earlier here: 1.79×"));
    EXPECT_TRUE(earlierSentence(state).contains(QStringLiteral("gave 1.79×")));
}

} // namespace lab::widgets
