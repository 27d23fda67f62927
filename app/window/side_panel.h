// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QLabel;

namespace lab::widgets {
class BreakdownBar;
class ChartPanel;
class FigurePanel;
class LessonPanel;
class ParameterPanel;
} // namespace lab::widgets

namespace lab::app {

class LabModel;
class RunControl;

/// The side of the window: lesson, figures, chart, breakdown and parameters. GUI thread.
class SidePanel : public QScrollArea
{
    Q_OBJECT

public:
    SidePanel(LabModel& model, RunControl& control, QWidget* parent = nullptr);

    widgets::ChartPanel& chart() { return *m_chart; }
    widgets::LessonPanel& lesson() { return *m_lesson; }
    widgets::ParameterPanel& parameters() { return *m_parameters; }

    /// What a new state says in figures; ViewTurns tells when it is due.
    void showFigures();

Q_SIGNALS:
    void problem(const QString& sentence);

private:
    void build();
    void listen(RunControl& control);
    void showScenario();
    void showCentre();

    LabModel& m_model;
    widgets::LessonPanel* m_lesson = nullptr;
    widgets::FigurePanel* m_figure = nullptr;
    widgets::ChartPanel* m_chart = nullptr;
    QLabel* m_breakdownTitle = nullptr;
    widgets::BreakdownBar* m_breakdown = nullptr;
    widgets::ParameterPanel* m_parameters = nullptr;
};

} // namespace lab::app
