// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/side_panel.h"
#include "tests/app/window/window_driver.h"
#include "widgets/panels/lesson_panel.h"

#include <QLabel>
#include <QScrollArea>
#include <QToolButton>

namespace lab::app {

namespace {

using session::Phase;
using tests::isRunning;
using tests::smallWindow;
using tests::waitFor;
using widgets::LessonStep;

class PredictFirst : public testing::Test
{
protected:
    PredictFirst() : m_window(smallWindow()) { setPredictsFirst(true); }
    ~PredictFirst() override { setPredictsFirst(false); }

    void press(Qt::Key key) { QTest::keyClick(m_window.get(), key); }
    LabModel& model() { return m_window->model(); }

    std::unique_ptr<MainWindow> m_window;
};

TEST_F(PredictFirst, SpaceAsksOnceInAScenarioAndThenRuns)
{
    press(Qt::Key_Space);
    EXPECT_EQ(model().lessonStep(), LessonStep::Predict);
    EXPECT_FALSE(m_window->control().measuring());
    press(Qt::Key_Space);
    EXPECT_TRUE(m_window->control().measuring());
    press(Qt::Key_Space);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !m_window->control().measuring(); }, tests::kPatience));
    model().open("pool-size");
    press(Qt::Key_Space);
    EXPECT_EQ(model().lessonStep(), LessonStep::Predict) << "each scenario has its question";
    model().setLessonStep(LessonStep::Problem);
    press(Qt::Key_Space);
    EXPECT_TRUE(m_window->control().measuring()) << "it was asked";
    m_window->control().stop();
}

TEST_F(PredictFirst, WhoHasPredictedOrSwitchedItOffRunsAtOnce)
{
    model().predict(2);
    press(Qt::Key_Space);
    EXPECT_TRUE(m_window->control().measuring());
    m_window->control().stop();
    setPredictsFirst(false);
    model().open("pool-size");
    press(Qt::Key_Space);
    EXPECT_TRUE(m_window->control().measuring());
    m_window->control().stop();
}

TEST_F(PredictFirst, AfterARunTheFigureAndThePredictionAreShownAndOneKeyGoesOn)
{
    SidePanel& side = m_window->side();
    EXPECT_EQ(side.page(), SidePanel::Page::Lesson);
    model().predict(4);
    press(Qt::Key_Space);
    ASSERT_TRUE(waitFor(*m_window, Phase::Finished)) << model().state().error;
    EXPECT_EQ(model().lessonStep(), LessonStep::Run);
    EXPECT_TRUE(QTest::qWaitFor([&] { return side.page() == SidePanel::Page::Result; }, tests::kPatience));
    bool said = false;
    for (const QLabel* label : side.findChildren<QLabel*>())
        said = said || label->text().startsWith(QStringLiteral("You predicted 4×"));
    EXPECT_TRUE(said);
    press(Qt::Key_N);
    EXPECT_EQ(model().lessonStep(), LessonStep::Observe);
    EXPECT_EQ(side.page(), SidePanel::Page::Lesson);
}

TEST_F(PredictFirst, ParametersCanBeFoldedAwayAndLeaveRoomForTheLessonWhereTheWindowIsSmall)
{
    m_window->resize(1024, 700);
    QCoreApplication::processEvents();
    SidePanel& side = m_window->side();
    const int before = side.lesson().height();
    EXPECT_GE(before, side.height() / 3);
    EXPECT_TRUE(side.parameters().isVisible());
    auto* fold = side.findChild<QToolButton*>();
    ASSERT_TRUE(fold);
    QTest::mouseClick(fold, Qt::LeftButton);
    QCoreApplication::processEvents();
    EXPECT_FALSE(side.parameters().isVisible());
    EXPECT_GT(side.lesson().height(), before);
    EXPECT_TRUE(parametersFolded()) << "remembered";
    QTest::mouseClick(fold, Qt::LeftButton);
    EXPECT_FALSE(parametersFolded());
}

} // namespace

} // namespace lab::app
