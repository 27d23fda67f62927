// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/slide_of.h"
#include "app/window/commands.h"
#include "core/scenarios/all.h"
#include "tests/app/window/window_driver.h"
#include "widgets/panels/lesson_panel.h"
#include "widgets/panels/scenario_browser.h"
#include "widgets/stage/stage_view.h"
#include "widgets/theme/application_theme.h"

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
using tests::button;
using tests::isRunning;
using tests::kPatience;
using tests::saveTo;
using tests::smallWindow;
using tests::transport;
using tests::waitFor;
using tests::waitForCaptures;

TEST(MainWindow, RunsReplaysSwitchesThemeAndExports)
{
    const auto window = smallWindow();
    QTest::mouseClick(button(transport(*window), "Run"), Qt::LeftButton);
    ASSERT_TRUE(waitFor(*window, Phase::Finished)) << window->model().state().error;
    ASSERT_GE(window->model().state().variants.size(), 2u);
    for (const auto& result : window->model().state().variants) {
        EXPECT_TRUE(result.difference && !result.differs());
        EXPECT_TRUE(result.capture);
        EXPECT_GT(result.median, 0);
    }
    EXPECT_GT(window->model().playback().duration(), 0);

    QTest::keyClick(window.get(), Qt::Key_Home);
    QTest::keyClick(window.get(), Qt::Key_L);
    const double first = window->model().playback().time();
    EXPECT_GT(first, 0);
    EXPECT_FALSE(window->model().playback().playing());
    QTest::keyClick(window.get(), Qt::Key_Period);
    EXPECT_GT(window->model().playback().time(), first);
    QTest::keyClick(window.get(), Qt::Key_J);
    EXPECT_EQ(window->model().playback().time(), first);
    QTest::keyClick(window.get(), Qt::Key_End);
    EXPECT_EQ(window->model().playback().time(), window->model().playback().duration());

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
        window.open(QString::fromStdString(each->info().id));
        const auto& shown = stage->content().capture;
        ASSERT_TRUE(QTest::qWaitFor([&] { return shown && shown != before; }, kPatience)) << each->info().id;
        before = shown;
        EXPECT_EQ(shown->trace->spanCount(), 0u) << each->info().id;
        EXPECT_FALSE(window.grab().isNull()); // no painter needs a span
        EXPECT_FALSE(widgets::describeStage(stage->content()).isEmpty()) << each->info().id;
        EXPECT_EQ(window.model().state().generation, 0u);
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
    window->control().toggleRun();
    ASSERT_TRUE(waitForCaptures(*window));
    window->control().toggleRun();
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
    window->control().sweep("workers");
    ASSERT_TRUE(QTest::qWaitFor([&] { return exportButton->isEnabled(); }, kPatience))
        << window->model().state().error;
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

TEST(MainWindow, AfterASweepTheRecordingIsAKeyAway)
{
    const auto window = smallWindow();
    QTest::mouseClick(button(transport(*window), "Run"), Qt::LeftButton);
    ASSERT_TRUE(waitFor(*window, Phase::Finished)) << window->model().state().error;
    const auto* stage = window->findChild<widgets::StageView*>();
    window->commands().toggleSweep();
    EXPECT_TRUE(stage->isVisible()) << "there is no sweep yet";
    window->control().sweep("workers");
    ASSERT_TRUE(QTest::qWaitFor([&] { return !stage->isVisible(); }, kPatience));
    ASSERT_TRUE(waitFor(*window, Phase::Finished)) << window->model().state().error;
    window->commands().toggleSweep();
    EXPECT_TRUE(stage->isVisible());
    EXPECT_TRUE(stage->content().capture);
    window->commands().toggleSweep();
    EXPECT_FALSE(stage->isVisible());
    QTest::keyClick(window.get(), Qt::Key_1);
    EXPECT_TRUE(stage->isVisible()) << "a variant is looked at on the stage";
}

TEST(MainWindow, LiveDoesNotThrowAMeasurementAway)
{
    const auto window = smallWindow();
    window->control().sweep("workers");
    ASSERT_TRUE(waitFor(*window, Phase::Measuring));
    QTest::mouseClick(button(transport(*window), "Live"), Qt::LeftButton);
    EXPECT_TRUE(window->statusBar()->currentMessage().contains(QLatin1String("sweep is being measured")));
    ASSERT_TRUE(waitFor(*window, Phase::Finished)) << window->model().state().error;
    EXPECT_EQ(window->model().state().mode, session::Mode::Sweep);
}

TEST(MainWindow, StopsInTheMiddleAndKeepsWhatWasMeasured)
{
    const auto window = smallWindow();
    QTest::keyClick(window.get(), Qt::Key_Space);
    ASSERT_TRUE(waitForCaptures(*window));
    QTest::mouseClick(button(transport(*window), "Stop"), Qt::LeftButton);
    ASSERT_TRUE(waitFor(*window, Phase::Stopped)) << window->model().state().error;
    EXPECT_GT(window->model().playback().duration(), 0);
    EXPECT_TRUE(button(transport(*window), "Run")->isEnabled());
}

TEST(MainWindow, SpaceTwiceRunsAndStops)
{
    const auto window = smallWindow();
    QTest::keyClick(window.get(), Qt::Key_Space);
    EXPECT_TRUE(isRunning(*window));
    QTest::keyClick(window.get(), Qt::Key_Space);
    EXPECT_TRUE(waitFor(*window, Phase::Stopped)) << window->model().state().error;
}

TEST(MainWindow, LiveFollowsChangedParameters)
{
    const auto window = smallWindow();
    QTest::mouseClick(button(transport(*window), "Live"), Qt::LeftButton);
    ASSERT_TRUE(waitForCaptures(*window));
    EXPECT_EQ(window->model().state().mode, session::Mode::Live);
    window->findChild<widgets::ParameterPanel*>()->setValue("images", "6");
    EXPECT_TRUE(QTest::qWaitFor([&] { return window->model().state().items == 6; }, kPatience));
    EXPECT_TRUE(isRunning(*window));
    QTest::mouseClick(button(transport(*window), "Live"), Qt::LeftButton);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !isRunning(*window); }, kPatience));
    EXPECT_NE(window->model().state().phase, Phase::Failed) << window->model().state().error;
}

TEST(MainWindow, ChangingParametersInARunLeavesItsResultAlone)
{
    const auto window = smallWindow();
    QTest::keyClick(window.get(), Qt::Key_Space);
    ASSERT_TRUE(waitForCaptures(*window));
    window->findChild<widgets::ParameterPanel*>()->setValue("images", "8");
    QTest::keyClick(window.get(), Qt::Key_Space);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !isRunning(*window); }, kPatience));
    EXPECT_EQ(window->model().state().items, 4);
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
    window->open(QStringLiteral("no-such-scenario"));
    EXPECT_EQ(window->model().state().generation, 0u);
    ASSERT_TRUE(slideOf(window->model()).info);
    EXPECT_EQ(slideOf(window->model()).info->id, "batch-convolution");
    QTest::keyClick(window.get(), Qt::Key_E, Qt::ControlModifier);
    EXPECT_FALSE(QApplication::activeModalWidget());
    QTest::keyClick(window.get(), Qt::Key_L);
    EXPECT_EQ(window->model().playback().time(), 0);
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
    QTest::qWait(50); // until what changed has been laid out
    EXPECT_EQ(window->size(), QSize(1024, 700));
    auto* bar = window->findChild<widgets::TransportBar*>();
    EXPECT_LE(bar->mapTo(window.get(), QPoint(bar->width(), 0)).x(), window->width());
    for (auto* each : bar->findChildren<QPushButton*>())
        EXPECT_LE(each->sizeHint().width(), each->width()) << each->text().toStdString();
    for (auto* each : bar->findChildren<QLabel*>())
        EXPECT_TRUE(!each->isVisible() || each->wordWrap() || each->sizeHint().width() <= each->width())
            << each->text().toStdString();
}

// 1366 × 768 at 200 %.
TEST(MainWindow, FitsAScreenOf683By384WhereTheListOfScenariosGivesWay)
{
    const auto window = smallWindow();
    window->resize(683, 384);
    QTest::qWait(50);
    EXPECT_EQ(window->size(), QSize(683, 384));
    EXPECT_FALSE(window->browser().isVisible());
    auto* bar = window->findChild<widgets::TransportBar*>();
    EXPECT_LE(bar->mapTo(window.get(), QPoint(bar->width(), bar->height())).y(), window->height());
    for (auto* each : bar->findChildren<QPushButton*>()) {
        if (each->isVisible()) {
            EXPECT_LE(each->mapTo(window.get(), QPoint(each->width(), 0)).x(), window->width());
        }
    }
    window->showBrowser();
    EXPECT_TRUE(window->browser().isVisible()) << "it comes when it is asked for";
    window->resize(1280, 800);
    QTest::qWait(50);
    EXPECT_TRUE(window->browser().isVisible());
}

} // namespace

} // namespace lab::app
