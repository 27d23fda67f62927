// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cstdint>

class QLabel;
class QScrollArea;
class QStackedWidget;
class QTabBar;
class QToolButton;

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

/// The side of the window: the lesson or the result, whichever the step is about, and the parameters below,
/// which can be folded away (remembered). GUI thread.
class SidePanel : public QWidget
{
    Q_OBJECT

public:
    enum class Page { Lesson, Result };

    SidePanel(LabModel& model, RunControl& control, QWidget* parent = nullptr);

    widgets::ChartPanel& chart() { return *m_chart; }
    widgets::LessonPanel& lesson() { return *m_lesson; }
    widgets::ParameterPanel& parameters() { return *m_parameters; }

    Page page() const;
    void showPage(Page page);

    /// What a new state says in figures; ViewTurns tells when it is due.
    void showFigures();

Q_SIGNALS:
    void problem(const QString& sentence);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void build();
    QWidget* buildResult();
    void buildParameters();
    void listen(RunControl& control);
    void showScenario();
    void showStep();
    void showCentre();
    void fold(bool away);
    void fitParameters();

    LabModel& m_model;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_pages = nullptr;
    widgets::LessonPanel* m_lesson = nullptr;
    widgets::FigurePanel* m_figure = nullptr;
    widgets::ChartPanel* m_chart = nullptr;
    QLabel* m_breakdownTitle = nullptr;
    widgets::BreakdownBar* m_breakdown = nullptr;
    QToolButton* m_fold = nullptr;
    QScrollArea* m_parametersArea = nullptr;
    widgets::ParameterPanel* m_parameters = nullptr;
    std::uint64_t m_seen = 0; // generation whose result has been brought to the front
};

} // namespace lab::app
