// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include "app/program/settings.h"
#include "app/window/commands.h"
#include "app/window/docks.h"
#include "app/window/menus.h"
#include "app/window/own_chooser.h"
#include "app/window/pages.h"
#include "app/window/scenario_page.h"
#include "app/window/side_panel.h"
#include "app/window/status_line.h"
#include "app/window/transport_link.h"
#include "app/window/view_turns.h"
#include "core/scenarios/all.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/panels/scenario_browser.h"
#include "widgets/theme/application_theme.h"
#include "widgets/transport/transport_bar.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QSettings>
#include <QStatusBar>

#include <algorithm>

namespace lab::app {

namespace {

constexpr int kFrame = 16; // ms

} // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent), m_model(scenarios::all(), machine::read()), m_control(m_model),
      m_whatIfs(m_model, m_control)
{
    setWindowTitle(tr("Speedup Lab"));
    build();
    new ViewTurns(m_model, m_control, *m_page, *m_side, this);
    new TransportLink(*m_transport, m_model, m_control, *m_commands);
    connectParts();
    const auto& scenarios = m_model.registry().scenarios();
    if (!scenarios.empty())
        m_browser->select(QString::fromStdString(scenarios.front()->info().id));
    const QSettings settings;
    m_model.setReducedMotion(movesLess());
    restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
    restoreState(settings.value(QStringLiteral("layout")).toByteArray());
    m_page->takeFocus();
    m_clock.start();
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &MainWindow::tick);
    m_timer.start(kFrame);
}

MainWindow::~MainWindow()
{
    delete m_commands; // and the presenter, before what it shows
}

void MainWindow::build()
{
    m_page = new ScenarioPage(m_model);
    m_pages = new Pages(*m_page, m_model.registry());
    setCentralWidget(m_pages);
    buildDocks();
    m_status = new StatusLine(m_model, *statusBar());
    m_own = new OwnChooser(m_model, *this);
    m_commands = new Commands(*this);
    new Menus(*this, *m_commands);
}

void MainWindow::buildDocks()
{
    m_browserDock = makeDock(tr("Scenarios"), QStringLiteral("scenarios"), this);
    m_browser = new widgets::ScenarioBrowser(m_model.registry(), m_browserDock->widget());
    fillDock(*m_browserDock, m_browser);
    m_sideDock = makeDock(tr("Lesson and results"), QStringLiteral("side"), this);
    m_side = new SidePanel(m_model, m_control, m_whatIfs, m_sideDock->widget());
    fillDock(*m_sideDock, m_side);
    addDockWidget(Qt::LeftDockWidgetArea, m_browserDock);
    addDockWidget(Qt::RightDockWidgetArea, m_sideDock);
    // The transport runs along the whole width, below the docks.
    auto* bottom = makeDock(tr("Transport"), QStringLiteral("transport"), this);
    m_transport = new widgets::TransportBar(bottom->widget());
    fillDock(*bottom, m_transport);
    bottom->setFeatures(QDockWidget::NoDockWidgetFeatures);
    m_pages->setAround({m_sideDock, bottom});
    addDockWidget(Qt::BottomDockWidgetArea, bottom);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    m_browser->setBackgroundRole(QPalette::Base);
    m_browser->setAutoFillBackground(true);
    m_browser->setMinimumWidth(kLeastBrowser);
    m_sideDock->setMinimumWidth(kTinyDocks.side);
}

void MainWindow::connectParts()
{
    connect(m_browser, &widgets::ScenarioBrowser::chosen, this, &MainWindow::open);
    connect(m_browser, &widgets::ScenarioBrowser::foundInLesson, &m_model, &LabModel::setLessonStep);
    connect(m_pages, &Pages::rulesLeft, this, [this] {
        if (m_model.info())
            m_browser->select(QString::fromStdString(m_model.info()->id));
    });
    connect(m_pages, &Pages::ruleChosen, this, [this](std::size_t index) {
        m_model.open(widgets::rules().at(index));
        leaveRules();
    });
    connect(&m_control, &RunControl::beginning, this, &MainWindow::leaveRules);
    connect(&m_control, &RunControl::problem, this, &MainWindow::showProblem);
    connect(&m_whatIfs, &WhatIfControl::problem, this, &MainWindow::showProblem);
    connect(m_side, &SidePanel::problem, this, &MainWindow::showProblem);
    connect(m_side, &SidePanel::spanWanted, &m_page->lanes(), &widgets::LanesView::showSpan);
    connect(m_own, &OwnChooser::problem, this, &MainWindow::showProblem);
    connect(m_own, &OwnChooser::scenarioWanted, m_browser, &widgets::ScenarioBrowser::select);
    connect(m_own, &OwnChooser::says, m_status, &StatusLine::say);
}

void MainWindow::open(const QString& id)
{
    if (id == widgets::ScenarioBrowser::kRules) {
        m_control.stop();
        m_pages->showRules();
        return;
    }
    m_model.open(id.toStdString());
    leaveRules();
}

void MainWindow::leaveRules()
{
    m_pages->leaveRules();
}

void MainWindow::tick()
{
    const double seconds = static_cast<double>(m_clock.nsecsElapsed()) * 1e-9;
    m_clock.restart();
    m_control.tick(seconds);
}

void MainWindow::showBrowser()
{
    m_browserDock->show();
}

QList<QAction*> MainWindow::dockToggles() const
{
    return {m_browserDock->toggleViewAction(), m_sideDock->toggleViewAction()};
}

void MainWindow::say(const QString& sentence)
{
    m_status->say(sentence);
}

void MainWindow::showProblem(const QString& sentence)
{
    m_status->say(sentence);
    m_page->showProblem(sentence);
}

void MainWindow::shareWidth()
{
    constexpr double kMostSide = 0.5; // of the width, whatever the size of texts
    const double scale = widgets::textScale();
    const DockWidths& widths = dockWidths(static_cast<int>(width() / scale));
    const double side = std::min(widths.side * scale, width() * kMostSide);
    resizeDocks({m_browserDock, m_sideDock},
                {static_cast<int>(widths.browser * scale), static_cast<int>(side)}, Qt::Horizontal);
}

void MainWindow::makeRoom()
{
    giveWay(*m_browserDock, width() < kRoomForBrowser * widgets::textScale());
}

void MainWindow::resizeTexts(double scale)
{
    widgets::setTextScale(*qApp, scale);
    widgets::applyTheme(*qApp, widgets::currentTheme());
    makeRoom();
    shareWidth();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    const int before = event->oldSize().width();
    makeRoom();
    if (before <= 0 || &dockWidths(before) != &dockWidths(width()))
        shareWidth();
}

void MainWindow::resetLayout()
{
    for (QDockWidget* widget : {m_browserDock, m_sideDock})
        widget->show();
    shareWidth();
    m_page->shareHeight();
    m_page->lanes().fit();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    leaveRules(); // which hide a dock
    m_timer.stop();
    m_control.end();
    QSettings settings;
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    settings.setValue(QStringLiteral("layout"), saveState());
    m_commands->endPresenting();
    QMainWindow::closeEvent(event);
}

} // namespace lab::app
