// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presenter/notes_window.h"
#include "app/presenter/presenter_view.h"
#include "app/window/commands.h"
#include "tests/app/window/window_driver.h"
#include "widgets/panels/lesson_panel.h"
#include "widgets/stage/stage_view.h"

#include <QGuiApplication>
#include <QScreen>

namespace lab::app {

namespace {

using session::Phase;
using tests::button;
using tests::kPatience;
using tests::smallWindow;
using tests::transport;
using tests::waitFor;

TEST(Presenting, PresentsTheLessonBeforeAndTheSlideAfterARun)
{
    const auto window = smallWindow();
    window->commands().present();
    QWidget* presenter = tests::presenter();
    ASSERT_TRUE(presenter);
    presenter->resize(960, 540);
    const QImage problem = presenter->grab().toImage();
    QTest::keyClick(window.get(), Qt::Key_PageDown);
    const QImage predict = presenter->grab().toImage();
    EXPECT_NE(predict, problem) << "the clicker turns pages";
    QTest::mouseClick(button(transport(*window), "Run"), Qt::LeftButton);
    ASSERT_TRUE(waitFor(*window, Phase::Finished)) << window->model().state().error;
    EXPECT_TRUE(QTest::qWaitFor([&] { return presenter->grab().toImage() != predict; }, kPatience));
    const auto* lesson = window->findChild<widgets::LessonPanel*>();
    EXPECT_EQ(lesson->step(), widgets::LessonStep::Run) << "figures stay on the wall after a run";
    window->model().setLessonStep(widgets::LessonStep::Why);
    const QImage why = presenter->grab().toImage();
    QTest::qWait(60);
    EXPECT_EQ(presenter->grab().toImage(), why) << "a text, in which nothing plays";
    presenter->close();
}

TEST(Presenting, TheClickerTurnsPagesDuringARun)
{
    const auto window = smallWindow();
    window->commands().present();
    QTest::mouseClick(button(transport(*window), "Run"), Qt::LeftButton);
    ASSERT_TRUE(waitFor(*window, Phase::Measuring)) << window->model().state().error;
    auto* presenter = tests::presenter();
    const auto* lesson = window->findChild<widgets::LessonPanel*>();
    ASSERT_EQ(lesson->step(), widgets::LessonStep::Run);
    QTest::keyClick(window.get(), Qt::Key_PageDown);
    ASSERT_EQ(lesson->step(), widgets::LessonStep::Observe);
    QTest::keyClick(window.get(), Qt::Key_PageDown);
    ASSERT_EQ(lesson->step(), widgets::LessonStep::Why);
    QTest::qWait(60); // a state that arrived before it
    const QImage why = presenter->grab().toImage();
    ASSERT_TRUE(waitFor(*window, Phase::Finished)) << window->model().state().error;
    QTest::qWait(60);
    EXPECT_EQ(presenter->grab().toImage(), why) << "the text stays until somebody turns it";
    presenter->close();
}

// Whether anything is painted in a part of the screen, given in shares of it.
bool isPainted(const QImage& image, const QRectF& shares)
{
    const QRect part = QTransform::fromScale(image.width(), image.height()).mapRect(shares).toRect();
    const QRgb ground = image.pixel(2, image.height() / 2);
    for (int y = part.top(); y <= part.bottom(); ++y) {
        for (int x = part.left(); x <= part.right(); ++x) {
            if (image.pixel(x, y) != ground)
                return true;
        }
    }
    return false;
}

TEST(Presenting, ShowsTheRecordingBesideWhy)
{
    const auto window = smallWindow();
    QTest::mouseClick(button(transport(*window), "Run"), Qt::LeftButton);
    ASSERT_TRUE(waitFor(*window, Phase::Finished)) << window->model().state().error;
    window->commands().present();
    QWidget* presenter = tests::presenter();
    ASSERT_TRUE(presenter);
    presenter->resize(960, 540);
    window->model().setLessonStep(widgets::LessonStep::Why);
    window->model().pause();
    const QRectF beside(0.6, 0.25, 0.35, 0.6);
    const QImage best = presenter->grab().toImage();
    EXPECT_TRUE(isPainted(best, beside));
    window->model().setInstant(0);
    EXPECT_NE(presenter->grab().toImage(), best) << "at the instant that was chosen";
    const QImage one = presenter->grab().toImage();
    window->model().chooseVariant(window->model().shownVariant() == 0 ? 1 : 0);
    EXPECT_NE(presenter->grab().toImage(), one) << "of the variant that was chosen";
    window->model().play();
    const QImage before = presenter->grab().toImage();
    window->model().advance(0.5);
    EXPECT_EQ(presenter->grab().toImage(), before) << "nothing plays beside a text";
    presenter->close();
}

TEST(Presenting, FillsScreensOfEveryShape)
{
    const auto window = smallWindow();
    QTest::mouseClick(button(transport(*window), "Run"), Qt::LeftButton);
    ASSERT_TRUE(waitFor(*window, Phase::Finished)) << window->model().state().error;
    window->commands().present();
    QWidget* presenter = tests::presenter();
    ASSERT_TRUE(presenter);
    window->model().setLessonStep(widgets::LessonStep::Run);
    for (const QSize screen : {QSize(1024, 768), QSize(1280, 800), QSize(1920, 1080), QSize(1720, 720)}) {
        presenter->resize(screen);
        const QImage slide = presenter->grab().toImage();
        EXPECT_TRUE(isPainted(slide, {0, 0, 1, 0.12})) << screen.height() << ": title at the top";
        EXPECT_TRUE(isPainted(slide, {0, 0.93, 1, 0.05})) << screen.height() << ": footer at the bottom";
        EXPECT_TRUE(isPainted(slide, {0.02, 0.2, 0.08, 0.7})) << screen.height() << ": up to the left";
        EXPECT_TRUE(isPainted(slide, {0.9, 0.2, 0.08, 0.7})) << screen.height() << ": up to the right";
    }
    presenter->close();
}

TEST(Presenting, PresentsTheInputsBeforeARun)
{
    const auto window = smallWindow();
    window->commands().present();
    QWidget* presenter = tests::presenter();
    ASSERT_TRUE(presenter);
    presenter->resize(960, 540);
    auto* lesson = window->findChild<widgets::LessonPanel*>();
    lesson->setStep(widgets::LessonStep::Run);
    const auto* stage = window->findChild<widgets::StageView*>();
    ASSERT_TRUE(QTest::qWaitFor([&] { return stage->content().capture != nullptr; }, kPatience));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            const QImage now = presenter->grab().toImage();
            const QRgb ground = now.pixel(2, now.height() / 2);
            int painted = 0;
            for (int y = now.height() / 5; y < now.height() * 4 / 5; ++y) {
                for (int x = 0; x < now.width(); ++x)
                    painted += now.pixel(x, y) != ground ? 1 : 0;
            }
            return painted > now.width() * now.height() / 50; // more than a line of text
        },
        kPatience));
    presenter->close();
}

TEST(Presenting, NotesStandInAWindowOfTheirOwn)
{
    const auto window = smallWindow();
    window->commands().presentWithNotes();
    auto* presenter = tests::presenter();
    QPointer<NotesWindow> notes = tests::topLevel<NotesWindow>();
    ASSERT_TRUE(presenter && notes);
    EXPECT_TRUE(notes->notes().contains(QStringLiteral("One after the other"))) << "the variants, at first";
    const QImage next = presenter->preview(PresenterView::Which::Next, 480).toImage();
    EXPECT_EQ(next.width(), 480);
    while (window->model().lessonStep() == widgets::LessonStep::Problem)
        QTest::keyClick(notes, Qt::Key_PageDown);
    EXPECT_EQ(presenter->preview(PresenterView::Which::Shown, 480).toImage(), next);
    window->model().setLessonStep(widgets::LessonStep::Run);
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return notes->notes().contains(window->model().lesson().text(widgets::LessonStep::Run).left(20));
        },
        kPatience))
        << "the text that the figures have replaced";
    window->model().setLessonStep(widgets::LessonStep::Try);
    while (presenter->turnPage(1)) {
    }
    EXPECT_TRUE(presenter->preview(PresenterView::Which::Next, 480).isNull()) << "the end of the lesson";
    window->commands().presentWithNotes();
    EXPECT_TRUE(QTest::qWaitFor([&] { return !notes; }, kPatience));
    ASSERT_TRUE(tests::presenter()) << "goes on without them";
    window->commands().presentWithNotes();
    notes = tests::topLevel<NotesWindow>();
    ASSERT_TRUE(notes);
    QTest::keyClick(notes, Qt::Key_Escape);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !notes; }, kPatience)) << "they end with it";
}

// Run by app/two_screens, where there are some.
TEST(TwoScreens, TheOtherOneIsTheWallAndNotesStandHere)
{
    if (QGuiApplication::screens().size() < 2)
        GTEST_SKIP() << "one screen";
    const auto window = smallWindow();
    window->commands().present();
    ASSERT_TRUE(tests::presenter());
    EXPECT_NE(tests::presenter()->screen(), window->screen());
    EXPECT_EQ(tests::presenter()->size(), tests::presenter()->screen()->size());
    const auto* notes = tests::topLevel<NotesWindow>();
    ASSERT_TRUE(notes);
    EXPECT_EQ(notes->screen(), window->screen());
    window->commands().present();
    EXPECT_FALSE(tests::presenter()) << "the same key ends it";
}

} // namespace

} // namespace lab::app
