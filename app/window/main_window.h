// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "app/lab/lab_model.h"
#include "app/lab/run_control.h"
#include "app/lab/what_if_control.h"
#endif

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

class QDockWidget;

namespace lab::widgets {
class ScenarioBrowser;
class TransportBar;
} // namespace lab::widgets

namespace lab::app {

class Commands;
class OwnChooser;
class Pages;
class ScenarioPage;
class SidePanel;
class StatusLine;

/// Where things stand: scenarios at the left, the scenario's page in the middle, lesson and results at the
/// right, the transport below. What is shown is LabModel's, what runs RunControl's; the window's one timer
/// asks that once a frame. GUI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    LabModel& model() { return m_model; }
    const LabModel& model() const { return m_model; }
    RunControl& control() { return m_control; }
    WhatIfControl& whatIfs() { return m_whatIfs; }
    Commands& commands() { return *m_commands; }
    ScenarioPage& page() { return *m_page; }
    SidePanel& side() { return *m_side; }
    OwnChooser& own() { return *m_own; }
    widgets::ScenarioBrowser& browser() { return *m_browser; }

    /// A scenario, or the rules of thumb.
    void open(const QString& id);
    void leaveRules();
    void showBrowser();
    QList<QAction*> dockToggles() const;
    void resetLayout();
    /// As many times as large as usual; docks follow.
    void resizeTexts(double scale);
    /// In the status line.
    void say(const QString& sentence);
    /// There, and beside the stage.
    void showProblem(const QString& sentence);

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void buildDocks();
    void connectParts();
    void shareWidth();
    void makeRoom();
    void tick();

    LabModel m_model;
    RunControl m_control;
    WhatIfControl m_whatIfs;
    QTimer m_timer;
    QElapsedTimer m_clock;

    widgets::ScenarioBrowser* m_browser = nullptr;
    Pages* m_pages = nullptr;
    ScenarioPage* m_page = nullptr;
    SidePanel* m_side = nullptr;
    widgets::TransportBar* m_transport = nullptr;
    StatusLine* m_status = nullptr;
    QDockWidget* m_browserDock = nullptr;
    QDockWidget* m_sideDock = nullptr;
    OwnChooser* m_own = nullptr;
    Commands* m_commands = nullptr;
};

} // namespace lab::app
