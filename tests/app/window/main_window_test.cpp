// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"
#include "core/scenarios/all.h"
#include "widgets/panels/lesson_panel.h"
#include "widgets/panels/parameter_panel.h"
#include "widgets/stage/stage_view.h"
#include "widgets/theme/application_theme.h"
#include "widgets/transport/transport_bar.h"

#include <QApplication>
#include <QDialog>
#include <QDockWidget>
#include <QFile>
#include <QImageReader>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>
#include <gtest/gtest.h>

namespace lab::app {

namespace {

using session::Phase;

constexpr int kPatience = 60'000; // ms, for a busy machine; reached only when something is wrong

std::unique_ptr<MainWindow> smallWindow()
{
    auto window = std::make_unique<MainWindow>();
    window->resize(1280, 800);
    auto* parameters = window->findChild<widgets::ParameterPanel*>();
    parameters->setValue("images", "4");
    parameters->setValue("size", "28");
    parameters->setValue("filters", "4");
    window->show();
    window->activateWindow();
    EXPECT_TRUE(QTest::qWaitForWindowActive(window.get()));
    return window;
}

QPushButton* button(QWidget& in, const char* words)
{
    for (auto* each : in.findChildren<QPushButton*>())
        if (each->text().contains(QLatin1String(words)))
            return each;
    ADD_FAILURE() << "no button " << words;
    return nullptr;
}

QWidget& transport(MainWindow& window)
{
    return *window.findChild<widgets::TransportBar*>();
}

bool waitFor(MainWindow& window, Phase phase)
{
    return QTest::qWaitFor([&] { return window.state().phase == phase; }, kPatience);
}

bool isRunning(const MainWindow& window)
{
    return window.state().phase == Phase::Preparing || window.state().phase == Phase::Measuring;
}

bool waitForCaptures(MainWindow& window)
{
    return QTest::qWaitFor([&] { return isRunning(window) && window.playback().duration() > 0; }, kPatience);
}

/// Presses Save in the export dialog as soon as it is there.
void saveTo(const QString& path)
{
    QTimer::singleShot(0, qApp, [path] {
        auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        if (!dialog)
            return saveTo(path);
        dialog->findChild<QLineEdit*>(QStringLiteral("path"))->setText(path);
        QTest::mouseClick(button(*dialog, "Save"), Qt::LeftButton);
    });
}

TEST(MainWindow, RunsReplaysSwitchesThemeAndExports)
{
    const auto window = smallWindow();
    QTest::mouseClick(button(transport(*window), "Run"), Qt::LeftButton);
    ASSERT_TRUE(waitFor(*window, Phase::Finished)) << window->state().error;
    ASSERT_GE(window->state().variants.size(), 2u);
    for (const auto& result : window->state().variants) {
        EXPECT_TRUE(result.difference && !result.differs());
        EXPECT_TRUE(result.capture);
        EXPECT_GT(result.median, 0);
    }
    EXPECT_GT(window->playback().duration(), 0);

    QTest::keyClick(window.get(), Qt::Key_Home);
    QTest::keyClick(window.get(), Qt::Key_L);
    const double first = window->playback().time();
    EXPECT_GT(first, 0);
    EXPECT_FALSE(window->playback().playing());
    QTest::keyClick(window.get(), Qt::Key_Period);
    EXPECT_GT(window->playback().time(), first);
    QTest::keyClick(window.get(), Qt::Key_J);
    EXPECT_EQ(window->playback().time(), first);
    QTest::keyClick(window.get(), Qt::Key_End);
    EXPECT_EQ(window->playback().time(), window->playback().duration());

    const QImage light = window->grab().toImage();
    QTest::keyClick(window.get(), Qt::Key_D, Qt::ControlModifier);
    EXPECT_EQ(widgets::currentTheme(), widgets::ThemeKind::Dark);
    EXPECT_NE(window->grab().toImage(), light);
    QTest::keyClick(window.get(), Qt::Key_D, Qt::ControlModifier);
    EXPECT_EQ(widgets::currentTheme(), widgets::ThemeKind::Light);

    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("slide.png"));
    saveTo(path);
    QTest::mouseClick(button(transport(*window), "Export"), Qt::LeftButton);
    QImageReader reader(path);
    EXPECT_EQ(reader.format(), "png");
    EXPECT_EQ(reader.size().width() * 9, reader.size().height() * 16);
}

TEST(MainWindow, ShowsTheInputsOfEveryScenarioBeforeItRuns)
{
    MainWindow window;
    window.show();
    const auto* stage = window.findChild<widgets::StageView*>();
    std::shared_ptr<const session::Capture> before; // held, so that its address is not used again
    const scenario::Registry registry = scenarios::all();
    for (const auto& each : registry.scenarios()) {
        window.openScenario(QString::fromStdString(each->info().id));
        const auto& shown = stage->content().capture;
        ASSERT_TRUE(QTest::qWaitFor([&] { return shown && shown != before; }, kPatience)) << each->info().id;
        before = shown;
        EXPECT_EQ(shown->trace->spanCount(), 0u) << each->info().id;
        EXPECT_FALSE(window.grab().isNull()); // no painter needs a span
        EXPECT_FALSE(widgets::describeStage(stage->content()).isEmpty()) << each->info().id;
        EXPECT_EQ(window.state().generation, 0u);
    }
}

TEST(MainWindow, InputsFollowTheParametersUntilSomethingRuns)
{
    const auto window = smallWindow();
    const auto* stage = window->findChild<widgets::StageView*>();
    auto* parameters = window->findChild<widgets::ParameterPanel*>();
    const auto images = [&]() -> std::int64_t {
        const auto& capture = stage->content().capture;
        return capture ? capture->scene->exhibits.front().shape.front().extent : 0;
    };
    ASSERT_TRUE(QTest::qWaitFor([&] { return images() == 4; }, kPatience));
    parameters->setValue("images", "2");
    EXPECT_TRUE(QTest::qWaitFor([&] { return images() == 2; }, kPatience));
    window->toggleRun();
    ASSERT_TRUE(waitForCaptures(*window));
    window->toggleRun();
    ASSERT_TRUE(waitFor(*window, Phase::Stopped));
    EXPECT_GT(stage->content().capture->trace->spanCount(), 0u);
    parameters->setValue("images", "8");
    QTest::qWait(600); // longer than a change needs to be noticed
    EXPECT_EQ(images(), 2) << "the result stays on screen";
}

TEST(MainWindow, ASweepTakesTheStageAndCanBeExported)
{
    const auto window = smallWindow();
    auto* stage = window->findChild<widgets::StageView*>();
    QPushButton* run = button(transport(*window), "Run");
    QPushButton* exportButton = button(transport(*window), "Export");
    EXPECT_FALSE(exportButton->isEnabled());
    window->startSweep(QStringLiteral("workers"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return exportButton->isEnabled(); }, kPatience))
        << window->state().error;
    QTest::mouseClick(run, Qt::LeftButton); // stops it
    ASSERT_TRUE(QTest::qWaitFor([&] { return !isRunning(*window); }, kPatience));
    EXPECT_FALSE(stage->isVisible());

    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("sweep.svg"));
    saveTo(path);
    QTest::mouseClick(exportButton, Qt::LeftButton);
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_TRUE(file.readAll().contains("swept")) << "among its facts";

    QTest::mouseClick(run, Qt::LeftButton);
    ASSERT_TRUE(waitForCaptures(*window));
    EXPECT_TRUE(QTest::qWaitFor([&] { return stage->isVisible(); }, kPatience));
}

// Null when the window does not present.
QWidget* presenterOf(const MainWindow& window)
{
    for (QWidget* top : QApplication::topLevelWidgets()) {
        if (top != &window && top->isVisible())
            return top;
    }
    return nullptr;
}

TEST(MainWindow, PresentsTheLessonBeforeAndTheSlideAfterARun)
{
    const auto window = smallWindow();
    window->present();
    QWidget* presenter = presenterOf(*window);
    ASSERT_TRUE(presenter);
    presenter->resize(960, 540);
    const QImage problem = presenter->grab().toImage();
    QTest::keyClick(window.get(), Qt::Key_PageDown);
    const QImage predict = presenter->grab().toImage();
    EXPECT_NE(predict, problem) << "the clicker turns pages";
    QTest::mouseClick(button(transport(*window), "Run"), Qt::LeftButton);
    ASSERT_TRUE(waitFor(*window, Phase::Finished)) << window->state().error;
    EXPECT_TRUE(QTest::qWaitFor([&] { return presenter->grab().toImage() != predict; }, kPatience));
    const auto* lesson = window->findChild<widgets::LessonPanel*>();
    EXPECT_EQ(lesson->step(), widgets::LessonStep::Run) << "figures stay on the wall after a run";
    QTest::keyClick(window.get(), Qt::Key_PageDown);
    EXPECT_EQ(lesson->step(), widgets::LessonStep::Why);
    const QImage why = presenter->grab().toImage();
    QTest::qWait(60);
    EXPECT_EQ(presenter->grab().toImage(), why) << "a text, in which nothing plays";
    presenter->close();
}

TEST(MainWindow, TheClickerTurnsPagesDuringARun)
{
    const auto window = smallWindow();
    window->present();
    QTest::mouseClick(button(transport(*window), "Run"), Qt::LeftButton);
    ASSERT_TRUE(waitFor(*window, Phase::Measuring)) << window->state().error;
    auto* presenter = presenterOf(*window);
    const auto* lesson = window->findChild<widgets::LessonPanel*>();
    ASSERT_EQ(lesson->step(), widgets::LessonStep::Run);
    QTest::keyClick(window.get(), Qt::Key_PageDown);
    ASSERT_EQ(lesson->step(), widgets::LessonStep::Why);
    QTest::qWait(60); // a state that arrived before it
    const QImage why = presenter->grab().toImage();
    ASSERT_TRUE(waitFor(*window, Phase::Finished)) << window->state().error;
    QTest::qWait(60);
    EXPECT_EQ(presenter->grab().toImage(), why) << "the text stays until somebody turns it";
    presenter->close();
}

TEST(MainWindow, AfterASweepTheRecordingIsAKeyAway)
{
    const auto window = smallWindow();
    QTest::mouseClick(button(transport(*window), "Run"), Qt::LeftButton);
    ASSERT_TRUE(waitFor(*window, Phase::Finished)) << window->state().error;
    const auto* stage = window->findChild<widgets::StageView*>();
    window->toggleSweep();
    EXPECT_TRUE(stage->isVisible()) << "there is no sweep yet";
    window->startSweep(QStringLiteral("workers"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !stage->isVisible(); }, kPatience));
    ASSERT_TRUE(waitFor(*window, Phase::Finished)) << window->state().error;
    window->toggleSweep();
    EXPECT_TRUE(stage->isVisible());
    EXPECT_TRUE(stage->content().capture);
    window->toggleSweep();
    EXPECT_FALSE(stage->isVisible());
    QTest::keyClick(window.get(), Qt::Key_1);
    EXPECT_TRUE(stage->isVisible()) << "a variant is looked at on the stage";
}

TEST(MainWindow, LiveDoesNotThrowAMeasurementAway)
{
    const auto window = smallWindow();
    window->startSweep(QStringLiteral("workers"));
    ASSERT_TRUE(waitFor(*window, Phase::Measuring));
    QTest::mouseClick(button(transport(*window), "Live"), Qt::LeftButton);
    EXPECT_TRUE(window->statusBar()->currentMessage().contains(QLatin1String("sweep is being measured")));
    ASSERT_TRUE(waitFor(*window, Phase::Finished)) << window->state().error;
    EXPECT_EQ(window->state().mode, session::Mode::Sweep);
}

TEST(MainWindow, PresentsTheInputsBeforeARun)
{
    const auto window = smallWindow();
    window->present();
    QWidget* presenter = presenterOf(*window);
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

TEST(MainWindow, StopsInTheMiddleAndKeepsWhatWasMeasured)
{
    const auto window = smallWindow();
    QTest::keyClick(window.get(), Qt::Key_Space);
    ASSERT_TRUE(waitForCaptures(*window));
    QTest::mouseClick(button(transport(*window), "Stop"), Qt::LeftButton);
    ASSERT_TRUE(waitFor(*window, Phase::Stopped)) << window->state().error;
    EXPECT_GT(window->playback().duration(), 0);
    EXPECT_TRUE(button(transport(*window), "Run")->isEnabled());
}

TEST(MainWindow, SpaceTwiceRunsAndStops)
{
    const auto window = smallWindow();
    QTest::keyClick(window.get(), Qt::Key_Space);
    EXPECT_TRUE(isRunning(*window));
    QTest::keyClick(window.get(), Qt::Key_Space);
    EXPECT_TRUE(waitFor(*window, Phase::Stopped)) << window->state().error;
}

TEST(MainWindow, LiveFollowsChangedParameters)
{
    const auto window = smallWindow();
    QTest::mouseClick(button(transport(*window), "Live"), Qt::LeftButton);
    ASSERT_TRUE(waitForCaptures(*window));
    EXPECT_EQ(window->state().mode, session::Mode::Live);
    window->findChild<widgets::ParameterPanel*>()->setValue("images", "6");
    EXPECT_TRUE(QTest::qWaitFor([&] { return window->state().items == 6; }, kPatience));
    EXPECT_TRUE(isRunning(*window));
    QTest::mouseClick(button(transport(*window), "Live"), Qt::LeftButton);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !isRunning(*window); }, kPatience));
    EXPECT_NE(window->state().phase, Phase::Failed) << window->state().error;
}

TEST(MainWindow, ChangingParametersInARunLeavesItsResultAlone)
{
    const auto window = smallWindow();
    QTest::keyClick(window.get(), Qt::Key_Space);
    ASSERT_TRUE(waitForCaptures(*window));
    window->findChild<widgets::ParameterPanel*>()->setValue("images", "8");
    QTest::keyClick(window.get(), Qt::Key_Space);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !isRunning(*window); }, kPatience));
    EXPECT_EQ(window->state().items, 4);
}

TEST(MainWindow, ClosesInTheMiddleOfARun)
{
    auto window = smallWindow();
    QTest::keyClick(window.get(), Qt::Key_Space);
    ASSERT_TRUE(waitForCaptures(*window));
    EXPECT_TRUE(window->close());
    window.reset();
}

TEST(MainWindow, ResettingTheLayoutBringsBackWhatWasHiddenOrMoved)
{
    const auto window = smallWindow();
    auto* splitter = window->findChild<QSplitter*>();
    const auto docks = window->findChildren<QDockWidget*>();
    const auto widths = [&] {
        std::vector<int> all;
        for (const QDockWidget* dock : docks)
            all.push_back(dock->isVisible() ? dock->width() : 0);
        return all;
    };
    const auto standard = widths();
    const QList<int> heights = splitter->sizes();
    splitter->setSizes({heights[1] + 100, heights[0] - 100});
    ASSERT_NE(splitter->sizes(), heights);
    for (QDockWidget* dock : docks) {
        if (dock->features() & QDockWidget::DockWidgetClosable)
            dock->hide();
    }
    ASSERT_NE(widths(), standard);
    window->resetLayout();
    EXPECT_TRUE(QTest::qWaitFor([&] { return widths() == standard && splitter->sizes() == heights; }));
}

TEST(MainWindow, UnknownScenariosAndNothingToExportAreHarmless)
{
    const auto window = smallWindow();
    window->openScenario(QStringLiteral("no-such-scenario"));
    EXPECT_EQ(window->state().generation, 0u);
    ASSERT_TRUE(window->slideContent().info);
    EXPECT_EQ(window->slideContent().info->id, "batch-convolution");
    QTest::keyClick(window.get(), Qt::Key_E, Qt::ControlModifier);
    EXPECT_FALSE(QApplication::activeModalWidget());
    QTest::keyClick(window.get(), Qt::Key_L);
    EXPECT_EQ(window->playback().time(), 0);
}

TEST(MainWindow, TransportTextsAreWholeInASmallWindow)
{
    widgets::applyTheme(*qApp, widgets::ThemeKind::Light);
    const auto window = smallWindow();
    window->resize(1024, 700);
    QTest::keyClick(window.get(), Qt::Key_Space);
    ASSERT_TRUE(waitForCaptures(*window));
    QTest::keyClick(window.get(), Qt::Key_Space);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !isRunning(*window); }, kPatience));
    EXPECT_EQ(window->size(), QSize(1024, 700));
    auto* bar = window->findChild<widgets::TransportBar*>();
    EXPECT_LE(bar->mapTo(window.get(), QPoint(bar->width(), 0)).x(), window->width());
    for (auto* each : bar->findChildren<QPushButton*>())
        EXPECT_LE(each->sizeHint().width(), each->width()) << each->text().toStdString();
    for (auto* each : bar->findChildren<QLabel*>())
        EXPECT_TRUE(each->wordWrap() || each->sizeHint().width() <= each->width())
            << each->text().toStdString();
}

} // namespace

} // namespace lab::app
