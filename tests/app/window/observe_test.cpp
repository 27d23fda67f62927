// SPDX-License-Identifier: GPL-3.0-or-later
// What a run's recording is asked about: by link, by a click into the lanes, by letters on the wall.
#include "app/window/commands.h"
#include "app/window/scenario_page.h"
#include "tests/app/window/window_driver.h"
#include "tests/support/batch_capture.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/panels/lesson_panel.h"

namespace lab::tests {

namespace {

using widgets::LessonStep;

// A hand-made result in which worker 2 did image 3.
std::unique_ptr<app::MainWindow> answered()
{
    auto window = smallWindow();
    app::LabModel& model = window->model();
    model.setState(std::make_shared<const session::RunState>(finishedState()));
    model.setLessonStep(LessonStep::Observe);
    QTest::qWait(100); // all turns
    return window;
}

TEST(Observe, TheLessonAsksWhatTheRecordingCanAnswer)
{
    const auto window = answered();
    const app::LabModel& model = window->model();
    ASSERT_FALSE(model.observed().questions.empty());
    const auto* lesson = window->findChild<widgets::LessonPanel*>();
    EXPECT_EQ(lesson->step(), LessonStep::Observe);
    EXPECT_TRUE(lesson->text().contains(QStringLiteral("Which worker did “Image 3”?")))
        << qPrintable(lesson->text());
    Q_EMIT const_cast<widgets::LessonPanel*>(lesson)->answered(0, 0);
    EXPECT_EQ(model.observed().answers[0], 0u);
    EXPECT_TRUE(lesson->text().contains(QStringLiteral("it was **worker 2**")));
    Q_EMIT const_cast<widgets::LessonPanel*>(lesson)->answered(0, 1);
    EXPECT_EQ(model.observed().answers[0], 0u) << "once";
    Q_EMIT const_cast<widgets::LessonPanel*>(lesson)->placeWanted(0);
    EXPECT_EQ(model.playback().time(), static_cast<double>(model.observed().questions[0].at));
}

TEST(Observe, AClickOnALaneAnswersAQuestionAboutLanes)
{
    const auto window = answered();
    window->page().lanes().showSpan(1, 0);
    EXPECT_EQ(window->model().observed().answers[0], 1u);
    window->model().setLessonStep(LessonStep::Why);
    const auto& answers = window->model().observed().answers;
    const auto before = answers;
    window->page().lanes().showSpan(0, 0);
    EXPECT_EQ(answers, before) << "no question is shown";
}

TEST(Observe, OnTheWallLettersAnswerBeforeTheyAreKeysOfTheWindow)
{
    const auto window = answered();
    window->commands().present();
    auto* presenter = tests::presenter();
    ASSERT_TRUE(presenter);
    ASSERT_TRUE(QTest::qWaitForWindowActive(presenter));
    const double before = window->page().lanes().laneLayout().axis().begin;
    QTest::keyClick(presenter, Qt::Key_A);
    EXPECT_EQ(window->model().observed().answers[0], 0u);
    EXPECT_EQ(window->page().lanes().laneLayout().axis().begin, before) << "not panned";
    presenter->close();
}

TEST(Observe, AnotherRunAsksAnew)
{
    const auto window = answered();
    window->model().answer(0, 0);
    session::RunState next = finishedState();
    next.generation = 2;
    window->model().setState(std::make_shared<const session::RunState>(next));
    EXPECT_FALSE(window->model().observed().answers.at(0));
    window->open(QStringLiteral("multi-gpu"));
    EXPECT_TRUE(window->model().observed().questions.empty());
    window->open(QStringLiteral("batch-convolution"));
    EXPECT_FALSE(window->model().observed().questions.empty())
        << "the scenario's result is there, and so are they";
}

} // namespace

} // namespace lab::tests
