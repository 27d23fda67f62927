// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/lab/running_lab.h"

#include <QSignalSpy>
#include <QtTest>
#include <gtest/gtest.h>

namespace lab::app {

namespace {

using session::Mode;
using session::Phase;

class Control : public RunningLab
{
protected:
    Control()
    {
        m_model.open("batch-convolution");
        scenario::Request request = m_model.request();
        request.settings["images"] = std::int64_t{4};
        request.settings["size"] = std::int64_t{28};
        request.settings["filters"] = std::int64_t{4};
        m_model.setRequest(request);
    }

    bool waitFor(Phase phase)
    {
        return wait([&] { return m_model.state().phase == phase; });
    }
};

TEST_F(Control, ARunEndsInItsReplay)
{
    m_control.toggleRun();
    EXPECT_TRUE(m_control.measuring());
    EXPECT_EQ(m_model.lessonStep(), widgets::LessonStep::Run);
    ASSERT_TRUE(waitFor(Phase::Finished)) << m_model.state().error;
    EXPECT_TRUE(m_model.playback().playing());
    EXPECT_EQ(m_model.lessonStep(), widgets::LessonStep::Run) << "at the figure";
    EXPECT_FALSE(m_control.measuring());
}

TEST_F(Control, AgainStopsAndKeepsWhatThereIs)
{
    m_control.toggleRun();
    ASSERT_TRUE(wait([&] { return m_model.playback().duration() > 0; })) << m_model.state().error;
    m_control.toggleRun();
    ASSERT_TRUE(waitFor(Phase::Stopped));
    EXPECT_GT(m_model.playback().duration(), 0);
}

TEST_F(Control, ARunSupersedesLiveAndLiveDoesNotSupersedeARun)
{
    m_control.toggleLive();
    ASSERT_TRUE(wait([&] { return m_model.state().mode == Mode::Live && m_model.state().rounds > 0; }));
    m_control.sweep("workers");
    ASSERT_TRUE(wait([&] { return m_model.state().mode == Mode::Sweep && isRunning(m_model.state()); }));
    const QSignalSpy problems(&m_control, &RunControl::problem);
    m_control.toggleLive();
    EXPECT_EQ(problems.count(), 1);
    EXPECT_EQ(m_model.state().mode, Mode::Sweep);
    m_control.stop();
    EXPECT_TRUE(wait([&] { return !isRunning(m_model.state()); }));
}

TEST_F(Control, AScenarioThatIsOpenedMeanwhileSeesNothingOfTheRun)
{
    m_control.toggleRun();
    ASSERT_TRUE(wait([&] { return m_model.playback().duration() > 0; })) << m_model.state().error;
    m_model.open("pool-size");
    ASSERT_TRUE(wait([&] { return m_model.inputs() != nullptr; })) << "its inputs are prepared";
    EXPECT_FALSE(m_model.begun());
    m_model.open("batch-convolution");
    EXPECT_EQ(m_model.state().phase, Phase::Stopped) << "as far as it had come";
    EXPECT_GT(m_model.playback().duration(), 0);
}

TEST_F(Control, InputsFollowTheRequestUntilSomethingRuns)
{
    const auto images = [&]() -> std::int64_t {
        return m_model.inputs() ? m_model.inputs()->scene->exhibits.front().shape.front().extent : 0;
    };
    ASSERT_TRUE(wait([&] { return images() == 4; }));
    scenario::Request request = m_model.request();
    request.settings["images"] = std::int64_t{2};
    m_model.setRequest(request);
    EXPECT_TRUE(wait([&] { return images() == 2; }));
}

TEST_F(Control, InputsAreThoseOfTheVariantThatIsChosenBeforeARun)
{
    ASSERT_TRUE(wait([&] { return m_model.inputs() && m_model.inputs()->variant.index() == 1; }));
    m_model.chooseVariant(0);
    EXPECT_EQ(m_model.shownVariant(), 0u);
    EXPECT_TRUE(wait([&] { return m_model.inputs()->variant.index() == 0; }));
    m_model.chooseVariant(7);
    EXPECT_EQ(m_model.shownVariant(), 0u) << "there is no such variant";
}

TEST_F(Control, LiveTakesOverWhatIsSetMeanwhile)
{
    m_control.toggleLive();
    ASSERT_TRUE(wait([&] { return m_model.state().rounds > 0; })) << m_model.state().error;
    scenario::Request request = m_model.request();
    request.settings["images"] = std::int64_t{6};
    m_model.setRequest(request);
    EXPECT_TRUE(wait([&] { return m_model.state().items == 6; }));
    EXPECT_FALSE(m_model.stale());
}

TEST_F(Control, WhileSomebodyPresentsTheLessonStaysAtTheFigures)
{
    m_model.setPresenting(true);
    m_model.setLessonStep(widgets::LessonStep::Why);
    m_control.toggleRun();
    EXPECT_EQ(m_model.lessonStep(), widgets::LessonStep::Run);
    ASSERT_TRUE(waitFor(Phase::Finished)) << m_model.state().error;
    EXPECT_EQ(m_model.lessonStep(), widgets::LessonStep::Run);
}

} // namespace

} // namespace lab::app
