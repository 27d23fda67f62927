// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>
#include <QWidget>

#include <optional>

class QSplitter;

namespace lab::widgets {
class LanesView;
class Panel;
class PlansView;
class SpeedupChart;
class StageView;
class TitleBar;
struct SpanAddress;
} // namespace lab::widgets

namespace lab::app {

class LabModel;

/// The middle of the window: title, and stage above lanes, or a sweep in their place. Shows what the model
/// says; ViewTurns tells it when a new state is due. GUI thread.
class ScenarioPage : public QWidget
{
    Q_OBJECT

public:
    explicit ScenarioPage(LabModel& model, QWidget* parent = nullptr);

    widgets::StageView& stage() { return *m_stage; }
    widgets::LanesView& lanes() { return *m_lanes; }

    /// A new state, in turns: the stage, the lanes, and what says in words and charts how it went.
    void showStage();
    void showLanes();
    void showFigures();

    void showProblem(const QString& sentence);
    /// Stage and lanes get their usual shares of the height.
    void shareHeight();
    /// The lanes get the focus, or what stands in their place.
    void takeFocus();

private:
    void build();
    void listen();
    void showScenario();
    void showInstant();
    void showPlayhead();
    void showPlans();
    void showStagePanel();
    void showLanesTitle();
    void follow(std::optional<widgets::SpanAddress> pinned);
    QString paceNote() const;
    void showNotes();
    void showSweep();
    QString stageNote() const;
    QString modeWords() const;

    LabModel& m_model;
    widgets::TitleBar* m_title = nullptr;
    QStackedWidget* m_centre = nullptr; // stage and lanes, or a sweep
    QSplitter* m_splitter = nullptr;    // stage above lanes
    widgets::StageView* m_stage = nullptr;
    QStackedWidget* m_below = nullptr; // plans, or lanes as soon as there are any
    widgets::PlansView* m_plans = nullptr;
    widgets::LanesView* m_lanes = nullptr;
    widgets::Panel* m_stagePanel = nullptr;
    widgets::Panel* m_lanesPanel = nullptr;
    widgets::Panel* m_sweepPanel = nullptr; // not before it is wanted: most runs are no sweep
    widgets::SpeedupChart* m_sweepChart = nullptr;
    bool m_lanesBehind = false; // they show an older state than the stage
};

} // namespace lab::app
