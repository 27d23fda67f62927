// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cstdint>

class QLabel;
class QScrollArea;
class QStackedWidget;
class QTabBar;
class QToolButton;
class QVBoxLayout;

namespace lab::widgets {
class BreakdownBar;
class CausesPanel;
class ChartPanel;
class CodePanel;
class FigurePanel;
class LessonPanel;
class ParameterPanel;
class SpeedupChart;
class WhatIfPanel;
} // namespace lab::widgets

namespace lab::app {

class LabModel;
class RunControl;
class WhatIfControl;

/// The side of the window: the lesson or the result, whichever the step is about, what the result's causes
/// are and what a change would make of it, or the source that runs; and the parameters below, which can be
/// folded away (remembered). GUI thread.
class SidePanel : public QWidget
{
    Q_OBJECT

public:
    enum class Page { Lesson, Result, WhatIf, Code };

    SidePanel(LabModel& model, RunControl& control, WhatIfControl& whatIfs, QWidget* parent = nullptr);

    widgets::ChartPanel& chart() { return *m_chart; }
    widgets::LessonPanel& lesson() { return *m_lesson; }
    widgets::ParameterPanel& parameters() { return *m_parameters; }

    Page page() const;
    void showPage(Page page);

    /// What a new state says in figures; ViewTurns tells when it is due.
    void showFigures();

Q_SIGNALS:
    void problem(const QString& sentence);
    /// Of the recording that is shown.
    void spanWanted(std::size_t lane, std::uint32_t span);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void build();
    QWidget* buildResult();
    void buildParameters();
    QWidget* buildWhatIf();
    void listen(RunControl& control);
    void listenToCauses();
    void showCauses();
    void showAsked();
    void showCurve();
    void showCode();
    void showScenario();
    void showStep();
    void showCentre();
    void fold(bool away);
    void fitParameters();

    LabModel& m_model;
    RunControl& m_control;
    WhatIfControl& m_whatIfs;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_pages = nullptr;
    widgets::LessonPanel* m_lesson = nullptr;
    widgets::FigurePanel* m_figure = nullptr;
    widgets::ChartPanel* m_chart = nullptr;
    QLabel* m_breakdownTitle = nullptr;
    widgets::BreakdownBar* m_breakdown = nullptr;
    widgets::WhatIfPanel* m_whatIf = nullptr;
    QVBoxLayout* m_whatIfPage = nullptr;
    widgets::SpeedupChart* m_curve = nullptr; // not before it is wanted: it would take part of the start-up
    widgets::CausesPanel* m_causes = nullptr;
    widgets::CodePanel* m_code = nullptr; // not before it is wanted, either
    QToolButton* m_fold = nullptr;
    QScrollArea* m_parametersArea = nullptr;
    widgets::ParameterPanel* m_parameters = nullptr;
    std::uint64_t m_seen = 0; // generation whose result has been brought to the front
};

} // namespace lab::app
