// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/side_panel.h"

#include "app/lab/lab_model.h"
#include "app/lab/run_control.h"
#include "widgets/charts/chart_panel.h"
#include "widgets/panels/figure_panel.h"
#include "widgets/panels/lesson_panel.h"
#include "widgets/panels/parameter_panel.h"
#include "widgets/panels/scroll_fade.h"

#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace lab::app {

namespace {

constexpr int kLowestLesson = 176; // a few lines to read; the rest of the side scrolls

} // namespace

SidePanel::SidePanel(LabModel& model, RunControl& control, QWidget* parent)
    : QScrollArea(parent), m_model(model)
{
    build();
    listen(control);
    m_model.setChart(m_chart->choice()); // part of it is remembered
}

void SidePanel::build()
{
    auto* side = new QWidget(this);
    setWidget(side);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus); // what is in it takes the focus, and comes into view then
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    new widgets::ScrollFade(this);
    side->setBackgroundRole(QPalette::Base);
    side->setAutoFillBackground(true);
    m_lesson = new widgets::LessonPanel(side);
    m_lesson->setMinimumHeight(kLowestLesson);
    m_figure = new widgets::FigurePanel(side);
    m_chart = new widgets::ChartPanel(side);
    m_breakdownTitle = new QLabel(side);
    m_breakdownTitle->setProperty("role", "heading");
    m_breakdownTitle->setWordWrap(true);
    m_breakdown = new widgets::BreakdownBar(side);
    m_parameters = new widgets::ParameterPanel(side);
    for (QWidget* figures : std::initializer_list<QWidget*>{m_figure, m_chart, m_breakdownTitle, m_breakdown})
        figures->hide(); // until there are any
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(8);
    layout->addWidget(m_lesson, 2);
    layout->addWidget(m_figure);
    layout->addWidget(m_chart, 3);
    layout->addWidget(m_breakdownTitle);
    layout->addWidget(m_breakdown);
    layout->addSpacing(4);
    layout->addWidget(m_parameters);
}

void SidePanel::listen(RunControl& control)
{
    using widgets::LessonPanel;
    connect(&m_model, &LabModel::scenarioChanged, this, &SidePanel::showScenario);
    connect(&m_model, &LabModel::requestChanged, this, [this] {
        if (!scenario::sameWork(m_parameters->request(), m_model.request()))
            m_parameters->setRequest(m_model.request());
    });
    connect(&m_model, &LabModel::centreChanged, this, &SidePanel::showCentre);
    connect(&m_model, &LabModel::lessonChanged, this, [this] { m_lesson->setStep(m_model.lessonStep()); });
    connect(&m_model, &LabModel::variantChanged, this,
            [this] { m_chart->setShownVariant(m_model.shownVariant()); });
    connect(&m_model, &LabModel::predicted, this, [this] {
        m_figure->setState(m_model.state(), m_model.machine(), m_model.prediction());
        m_figure->show();
    });
    connect(m_parameters, &widgets::ParameterPanel::changed, &m_model,
            [this] { m_model.setRequest(m_parameters->request()); });
    connect(m_chart, &widgets::ChartPanel::choiceChanged, &m_model,
            [this] { m_model.setChart(m_chart->choice()); });
    connect(m_lesson, &LessonPanel::predicted, &m_model, &LabModel::predict);
    connect(m_lesson, &LessonPanel::stepChanged, &m_model,
            [this] { m_model.setLessonStep(m_lesson->step()); });
    connect(m_lesson, &LessonPanel::sweepWanted, &control,
            [&control](const QString& key) { control.sweep(key.toStdString()); });
    connect(m_lesson, &LessonPanel::runWanted, &control, &RunControl::toggleRun);
    connect(m_lesson, &LessonPanel::parameterWanted, this, [this](const QString& name, const QString& value) {
        try {
            m_parameters->setValue(name.toStdString(), value.toStdString());
        } catch (const scenario::ParameterError& error) {
            Q_EMIT problem(QString::fromStdString(error.what()));
        }
    });
}

void SidePanel::showScenario()
{
    const scenario::ScenarioInfo& info = *m_model.info();
    const QSignalBlocker quietChart(m_chart); // shown is not chosen
    const QSignalBlocker quietLesson(m_lesson);
    m_chart->setScenario(info);
    if (m_model.chart().kind)
        m_chart->choose(*m_model.chart().kind);
    m_parameters->setScenario(info, m_model.machine().cores);
    m_parameters->setRequest(m_model.request());
    m_lesson->setLesson(m_model.lesson());
    m_lesson->setStep(m_model.lessonStep());
    showFigures();
}

// Before anything runs the lesson has the place that figures will take.
void SidePanel::showFigures()
{
    const session::RunState& state = m_model.state();
    m_figure->setVisible(m_model.begun() || m_model.prediction());
    for (QWidget* figures : std::initializer_list<QWidget*>{m_breakdownTitle, m_breakdown})
        figures->setVisible(m_model.begun());
    m_figure->setState(state, m_model.machine(), m_model.prediction());
    m_chart->setShownVariant(m_model.shownVariant());
    m_breakdown->setParts(widgets::breakdownParts(state));
    m_breakdownTitle->setText(widgets::breakdownTitle(state));
    showCentre();
}

void SidePanel::showCentre()
{
    const bool wanted = m_model.begun() && !m_model.showsSweep(); // which is large enough in the centre
    m_chart->setVisible(wanted);
    if (wanted) // a hidden one makes nothing
        m_chart->setState(m_model.sharedState(), m_model.machine());
}

} // namespace lab::app
