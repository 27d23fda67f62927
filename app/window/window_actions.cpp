// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: menus, keys, and what leaves the program.
#include "app/presenter/presenter_view.h"
#include "app/program/settings.h"
#include "app/window/export_dialog.h"
#include "app/window/main_window.h"
#include "widgets/charts/chart_panel.h"
#include "widgets/charts/sweep_data.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/panels/earlier_runs.h"
#include "widgets/panels/lesson_panel.h"
#include "widgets/panels/scenario_browser.h"
#include "widgets/stage/stage_view.h"
#include "widgets/theme/application_theme.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QStatusBar>

namespace lab::app {

void MainWindow::addKey(const QString& text, const QList<QKeySequence>& keys, std::function<void()> action,
                        QWidget* menu)
{
    auto* made = new QAction(text, this);
    made->setShortcuts(keys);
    connect(made, &QAction::triggered, this, std::move(action));
    addAction(made);
    if (menu)
        menu->addAction(made);
}

void MainWindow::buildMenus()
{
    buildFileMenu();
    buildRunMenu();
    buildViewMenu();
    buildHelpMenu();
}

void MainWindow::buildFileMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    addKey(
        tr("&Export picture…"), {QKeySequence(Qt::CTRL | Qt::Key_E)}, [this] { exportSlide(); }, menu);
    addKey(
        tr("&Copy slide"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)}, [this] { copyPicture(); }, menu);
    menu->addSeparator();
    addKey(
        tr("Use my &photos…"), {QKeySequence(Qt::CTRL | Qt::Key_O)}, [this] { choosePhotos(); }, menu);
    addKey(
        tr("Use the program's p&hotos"), {}, [this] { useShippedPhotos(); }, menu);
    addKey(
        tr("Use my &data…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O)}, [this] { chooseData(); },
        menu);
    addKey(
        tr("Use the program's d&ata"), {}, [this] { useShippedData(); }, menu);
    menu->addSeparator();
    addKey(
        tr("&Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}, [this] { close(); }, menu);
}

void MainWindow::buildRunMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Run"));
    addKey(
        tr("&Run or stop"), {QKeySequence(Qt::Key_Space)}, [this] { toggleRun(); }, menu);
    addKey(
        tr("&Live"), {QKeySequence(Qt::CTRL | Qt::Key_L)}, [this] { toggleLive(); }, menu);
    addKey(
        tr("S&weep a range…"), {QKeySequence(Qt::CTRL | Qt::Key_R)}, [this] { startOwnSweep(); }, menu);
    menu->addSeparator();
    QAction* affinity = menu->addAction(tr("&Hold workers to cores, from the next run on"));
    affinity->setCheckable(true);
    affinity->setChecked(holdsWorkers());
    connect(affinity, &QAction::toggled, this, [](bool on) { setHoldsWorkers(on); });
    menu->addSeparator();
    addKey(
        tr("&Play or pause the replay"), {QKeySequence(Qt::Key_K)}, [this] { togglePlaying(); }, menu);
    addKey(
        tr("Step &back"), {QKeySequence(Qt::Key_J), QKeySequence(Qt::Key_Comma)}, [this] { step(-1); }, menu);
    addKey(
        tr("Step &forward"), {QKeySequence(Qt::Key_L), QKeySequence(Qt::Key_Period)}, [this] { step(1); },
        menu);
    addKey(
        tr("To the &start"), {QKeySequence(Qt::Key_Home)},
        [this] {
            m_playback.toStart();
            showInstant();
        },
        menu);
    addKey(
        tr("To the &end"), {QKeySequence(Qt::Key_End)},
        [this] {
            m_playback.toEnd();
            showInstant();
        },
        menu);
    addKey(
        tr("S&weep, or stage and lanes"), {QKeySequence(Qt::Key_V)}, [this] { toggleSweep(); }, menu);
    addKey(
        tr("Forget earlier runs on this machine"), {QKeySequence(Qt::CTRL | Qt::Key_Backspace)},
        [this] {
            widgets::forgetEarlierRuns();
            statusBar()->showMessage(tr("Earlier runs are forgotten; the next run is the first again."),
                                     4000);
        },
        menu);
    menu->addSeparator();
    QMenu* variants = menu->addMenu(tr("&Variant on the stage"));
    for (int i = 0; i < 9; ++i)
        addKey(
            tr("Variant &%1").arg(i + 1), {QKeySequence(Qt::Key_1 + i)},
            [this, i] { showStageVariant(static_cast<std::size_t>(i)); }, variants);
}

void MainWindow::buildViewMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    addKey(
        tr("&Find a scenario"), {QKeySequence(Qt::CTRL | Qt::Key_K)},
        [this] {
            m_browserDock->show();
            m_browser->focusSearch();
        },
        menu);
    addKey(
        tr("&Next lesson step"), {QKeySequence(Qt::Key_N)}, [this] { nextLessonStep(); }, menu);
    addKey(
        tr("Next step or scenario"), {QKeySequence(Qt::Key_PageDown)}, [this] { moveLesson(1); }, menu);
    addKey(
        tr("Previous step or scenario"), {QKeySequence(Qt::Key_PageUp)}, [this] { moveLesson(-1); }, menu);
    addKey(
        tr("Next &chart"), {QKeySequence(Qt::Key_C)}, [this] { m_chart->chooseNext(); }, menu);
    addKey(
        tr("&Rules of thumb"), {QKeySequence(Qt::Key_R)},
        [this] { m_browser->select(widgets::ScenarioBrowser::kRules); }, menu);
    menu->addSeparator();
    addKey(
        tr("Fit the lanes"), {QKeySequence(Qt::Key_F)}, [this] { m_lanes->fit(); }, menu);
    addKey(
        tr("Zoom to the &work"), {QKeySequence(Qt::Key_Z)}, [this] { m_lanes->zoomToWork(m_reducedMotion); },
        menu);
    addKey(
        tr("Zoom in"), {QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_W), QKeySequence(Qt::Key_Equal)},
        [this] { m_lanes->zoomIn(); }, menu);
    addKey(
        tr("Zoom out"), {QKeySequence(Qt::Key_Minus), QKeySequence(Qt::Key_S)},
        [this] { m_lanes->zoomOut(); }, menu);
    addKey(
        tr("Pan left"), {QKeySequence(Qt::Key_A)}, [this] { m_lanes->pan(60); }, menu);
    addKey(
        tr("Pan right"), {QKeySequence(Qt::Key_D)}, [this] { m_lanes->pan(-60); }, menu);
    menu->addSeparator();
    addKey(
        tr("Light theme"), {}, [this] { chooseTheme(widgets::ThemeKind::Light); }, menu);
    addKey(
        tr("Dark theme"), {}, [this] { chooseTheme(widgets::ThemeKind::Dark); }, menu);
    addKey(
        tr("Switch light and dark"), {QKeySequence(Qt::CTRL | Qt::Key_D)},
        [this] {
            chooseTheme(widgets::currentTheme() == widgets::ThemeKind::Dark ? widgets::ThemeKind::Light
                                                                            : widgets::ThemeKind::Dark);
        },
        menu);
    QAction* motion = menu->addAction(tr("&Reduced motion: jump from event to event"));
    motion->setCheckable(true);
    motion->setChecked(QSettings().value(QStringLiteral("reducedMotion"), false).toBool());
    connect(motion, &QAction::toggled, this, [this](bool on) { m_reducedMotion = on; });
    menu->addSeparator();
    menu->addAction(m_browserDock->toggleViewAction());
    menu->addAction(m_sideDock->toggleViewAction());
    addKey(
        tr("Reset the layout"), {}, [this] { resetLayout(); }, menu);
}

void MainWindow::buildHelpMenu()
{
    QMenu* presenting = menuBar()->addMenu(tr("&Present"));
    addKey(
        tr("&Present full screen"), {QKeySequence(Qt::Key_F5)}, [this] { present(); }, presenting);
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    addKey(
        tr("&All keys"), {QKeySequence(Qt::Key_F1), QKeySequence(Qt::Key_Question)}, [this] { showKeys(); },
        menu);
}

void MainWindow::nextLessonStep()
{
    if (!m_lesson->moveStep(1))
        m_lesson->setStep(widgets::LessonStep::Problem);
}

void MainWindow::moveLesson(int direction)
{
    if (m_presenter && m_presenter->turnPage(direction))
        return;
    if (!m_lesson->moveStep(direction))
        m_browser->selectNext(direction);
}

void MainWindow::exportSlide()
{
    if (!hasPicture()) {
        showProblem(tr("There is nothing to export yet: press Space to run first."));
        return;
    }
    ExportDialog dialog(slideContent(), m_lanes->size(), this);
    if (dialog.exec() == QDialog::Accepted)
        statusBar()->showMessage(dialog.outcome(), 8000);
}

void MainWindow::copyPicture()
{
    if (!hasPicture()) {
        showProblem(tr("There is nothing to copy yet: press Space to run first."));
        return;
    }
    copyToClipboard(figureOf(FigureKind::Slide, slideContent(), {}, widgets::ThemeKind::Light), {});
    statusBar()->showMessage(tr("The slide is on the clipboard."), 4000);
}

void MainWindow::present()
{
    if (m_presenter) {
        m_presenter->close();
        return;
    }
    m_presenter = new PresenterView(widgets::currentTheme());
    m_presenter->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction* action : actions()) {
        const QKeySequence key = action->shortcut();
        if (key != QKeySequence(Qt::Key_F5))
            m_presenter->addAction(action);
    }
    leaveRules(); // which are no scenario
    const bool why = m_lesson->step() == widgets::LessonStep::Why;
    if ((why && hasPicture()) || widgets::isSweep(*m_state)) // what was just measured comes first
        m_lesson->setStep(widgets::LessonStep::Run);
    showPresenter();
    m_presenter->showFullScreen();
}

void MainWindow::showKeys()
{
    QString rows;
    for (const QAction* action : actions()) {
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts())
            keys << key.toString(QKeySequence::NativeText);
        if (!keys.isEmpty() && !action->text().contains(tr("Variant")))
            rows += QStringLiteral("<tr><td style='padding-right:18px'><b>%1</b></td><td>%2</td></tr>")
                        .arg(keys.join(QStringLiteral(" · ")).toHtmlEscaped(),
                             action->text().remove(QLatin1Char('&')).toHtmlEscaped());
    }
    rows += QStringLiteral("<tr><td><b>1 … 9</b></td><td>%1</td></tr>").arg(tr("Variant on the stage"));
    rows += QStringLiteral("<tr><td><b>B</b></td><td>%1</td></tr>")
                .arg(tr("Black screen while presenting; Esc ends presenting"));
    QMessageBox box(QMessageBox::NoIcon, tr("All keys"), QStringLiteral("<table>%1</table>").arg(rows),
                    QMessageBox::Close, this);
    box.exec();
}

} // namespace lab::app
