// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/lab_model.h"
#include "app/lab/request_history.h"
#include "core/scenarios/all.h"
#include "tests/support/machine_of.h"

#include <QtTest>
#include <gtest/gtest.h>

namespace lab::app {

namespace {

class History : public ::testing::Test
{
protected:
    History() : m_model(scenarios::all(), tests::machineOf(2)), m_history(m_model)
    {
        m_model.open("batch-convolution");
    }

    void ask(std::int64_t images)
    {
        scenario::Request request = m_model.request();
        request.settings["images"] = images;
        m_model.setRequest(request);
    }
    std::int64_t images() const { return scenario::integerOf(m_model.request().settings, "images"); }
    static void pause() { QTest::qWait(800); }

    LabModel m_model;
    RequestHistory m_history;
};

TEST_F(History, GoesBackAndForthChangeByChange)
{
    const std::int64_t standard = images();
    ask(8);
    pause();
    ask(12);
    m_history.undo();
    EXPECT_EQ(images(), 8);
    m_history.undo();
    EXPECT_EQ(images(), standard);
    m_history.undo();
    EXPECT_EQ(images(), standard) << "there is nothing before";
    m_history.redo();
    m_history.redo();
    EXPECT_EQ(images(), 12);
    m_history.undo();
    ask(9);
    m_history.redo();
    EXPECT_EQ(images(), 9) << "what was undone is gone once something else is asked for";
}

TEST_F(History, AStrokeOfASliderIsOneChange)
{
    const std::int64_t standard = images();
    for (std::int64_t value = 5; value < 12; ++value)
        ask(value);
    m_history.undo();
    EXPECT_EQ(images(), standard);
    m_history.redo();
    EXPECT_EQ(images(), 11);
}

TEST_F(History, EachScenarioHasItsOwn)
{
    ask(8);
    m_model.open("lock-contention");
    const scenario::Request standard = m_model.request();
    m_history.undo();
    EXPECT_TRUE(scenario::sameWork(m_model.request(), standard));
}

} // namespace

} // namespace lab::app
