// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/what_if_control.h"

#include "tests/app/lab/running_lab.h"

#include <QSignalSpy>
#include <QtTest>
#include <gtest/gtest.h>

namespace lab::app {

namespace {

using session::Phase;

class WhatIfs : public RunningLab
{
protected:
    WhatIfs() : m_whatIfs(m_model, m_control)
    {
        m_model.open("training-pipeline");
        scenario::Request request = m_model.request();
        request.settings["batches"] = std::int64_t{4};
        request.settings["batch"] = std::int64_t{16};
        m_model.setRequest(request);
    }

    // Until there are recordings, then no longer.
    bool run()
    {
        m_control.toggleRun();
        if (!wait([&] {
                const auto& variants = m_model.state().variants;
                return variants.size() > 1 && variants[1].capture && variants[1].capture->why &&
                       variants[1].median > 0;
            }))
            return false;
        m_control.stop();
        return wait([&] { return !isRunning(m_model.state()); });
    }

    bool predicted()
    {
        return wait([&] { return m_model.asked().prediction.has_value(); });
    }

    WhatIfControl m_whatIfs;
};

TEST_F(WhatIfs, APredictionComesWithItsCurveOrAsSoonAsThereIsARecording)
{
    m_whatIfs.ask("fast-loading");
    EXPECT_EQ(m_whatIfs.obstacle(), QStringLiteral("Press Space to run first."));
    EXPECT_FALSE(m_model.asked().prediction);
    ASSERT_TRUE(run());
    ASSERT_TRUE(predicted());
    EXPECT_GE(m_model.asked().prediction->factor(), 1);
    ASSERT_FALSE(m_model.asked().curve.empty());
    EXPECT_EQ(m_model.asked().curve.front().factor, 1) << "nothing saved";
    EXPECT_EQ(m_model.asked().curve.back().share, 0);
    const double half = m_model.asked().prediction->factor();
    m_whatIfs.ask("fast-loading", 0.1);
    EXPECT_FALSE(m_model.asked().prediction) << "of another share";
    ASSERT_TRUE(predicted());
    EXPECT_GE(m_model.asked().prediction->factor(), half);
    m_whatIfs.ask("");
    EXPECT_FALSE(m_model.askedChange());
    EXPECT_FALSE(m_whatIfs.obstacle().isEmpty());
}

TEST_F(WhatIfs, TheNextChangeFollowsAndThenNone)
{
    std::vector<std::string> keys;
    for (int i = 0; i < 4; ++i) {
        m_whatIfs.askNext();
        keys.push_back(m_model.asked().key);
    }
    EXPECT_EQ(keys, (std::vector<std::string>{"fast-loading", "fast-gpu", "", "fast-loading"}));
    EXPECT_EQ(m_model.chosenVariant(), 1u) << "whose recording is changed";
    m_model.open("access-order");
    const QSignalSpy problem(&m_whatIfs, &WhatIfControl::problem);
    m_whatIfs.askNext();
    EXPECT_EQ(problem.size(), 1);
}

TEST_F(WhatIfs, ACheckLeavesTheResultAndCanBeStopped)
{
    ASSERT_TRUE(run());
    m_whatIfs.ask("fast-loading");
    ASSERT_TRUE(predicted());
    const auto before = m_model.sharedState();
    EXPECT_EQ(m_whatIfs.obstacle(), QString());
    m_whatIfs.check();
    EXPECT_TRUE(m_control.checking());
    EXPECT_TRUE(m_control.measuring());
    const QSignalSpy problem(&m_control, &RunControl::problem);
    m_control.sweep("workers");
    EXPECT_EQ(problem.size(), 1) << "one thing at a time";
    for (int i = 0; i < 20; ++i)
        ASSERT_TRUE(wait([] { return true; }));
    EXPECT_EQ(m_model.sharedState(), before);
    m_whatIfs.check();
    ASSERT_TRUE(wait([&] { return !m_control.checking(); }));
    ASSERT_TRUE(wait([] { return true; }));
    EXPECT_EQ(m_model.sharedState(), before);
    EXPECT_FALSE(m_control.measuring());
}

TEST_F(WhatIfs, LeavingTheScenarioEndsACheckAndWhatWasPredictedIsStillThere)
{
    ASSERT_TRUE(run());
    m_whatIfs.ask("fast-loading");
    ASSERT_TRUE(predicted());
    m_whatIfs.check();
    ASSERT_TRUE(m_control.checking());
    m_model.open("access-order");
    ASSERT_TRUE(wait([&] { return !m_control.checking(); }));
    EXPECT_FALSE(m_model.begun());
    EXPECT_TRUE(m_model.asked().key.empty());
    m_model.open("training-pipeline");
    EXPECT_TRUE(m_model.asked().prediction);
    EXPECT_TRUE(m_model.asked().checks.empty());
}

TEST_F(WhatIfs, AVariantThatWasMeasuredInTurnIsTheCheck)
{
    m_model.open("lock-contention");
    m_control.toggleRun();
    ASSERT_TRUE(wait([&] { return m_model.begun() && !isRunning(m_model.state()); }));
    m_whatIfs.ask("free-lock");
    ASSERT_TRUE(predicted());
    m_whatIfs.check();
    EXPECT_FALSE(m_control.checking()) << "it is there already";
    if (m_model.asked().checks.empty())
        GTEST_SKIP() << "this machine is too busy for an interval";
    EXPECT_GT(m_model.asked().checks.front().check.factor, 0);
    m_control.toggleRun();
    ASSERT_TRUE(wait([&] { return isRunning(m_model.state()); }));
    EXPECT_TRUE(m_model.asked().checks.empty()) << "of another result";
    EXPECT_EQ(m_model.asked().key, "free-lock");
    EXPECT_FALSE(m_model.asked().prediction);
}

} // namespace

} // namespace lab::app
