// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/side_panel.h"

#include "app/lab/lab_model.h"
#include "app/lab/run_control.h"
#include "app/lab/what_if_control.h"
#include "app/program/settings.h"
#include "widgets/charts/chart_panel.h"
#include "widgets/charts/speedup_chart.h"
#include "widgets/charts/what_if_data.h"
#include "widgets/code/code_panel.h"
#include "widgets/panels/causes_panel.h"
#include "widgets/panels/figure_panel.h"
#include "widgets/panels/lesson_panel.h"
#include "widgets/panels/parameter_panel.h"
#include "widgets/panels/prediction_text.h"
#include "widgets/panels/scroll_fade.h"
#include "widgets/panels/what_if_panel.h"

#include <QEvent>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lab::app {

namespace {

constexpr int kLeastParameters = 40;     // px
constexpr int kLeastCurve = 220;         // px
constexpr double kMostParameters = 0.42; // of the side's height; the rest of them scrolls

QScrollArea* scrolling(QWidget* content, QWidget* parent)
{
    auto* area = new QScrollArea(parent);
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus); // what is in it takes the focus, and comes into view then
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    new widgets::ScrollFade(area);
    return area;
}

} // namespace

SidePanel::SidePanel(LabModel& model, RunControl& control, WhatIfControl& whatIfs, QWidget* parent)
    : QWidget(parent), m_model(model), m_control(control), m_whatIfs(whatIfs)
{
    build();
    listen(control);
    listenToCauses();
    m_model.setChart(m_chart->choice()); // part of it is remembered
}

void SidePanel::build()
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_tabs = new QTabBar(this);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(true);
    m_tabs->setAccessibleName(tr("Lesson, result, what if or code"));
    m_tabs->addTab(tr("Lesson"));
    m_tabs->addTab(tr("Result"));
    m_tabs->addTab(tr("What if?"));
    m_tabs->addTab(tr("Code"));
    m_pages = new QStackedWidget(this);
    m_lesson = new widgets::LessonPanel(m_pages);
    m_pages->addWidget(m_lesson);
    m_pages->addWidget(buildResult());
    m_pages->addWidget(buildWhatIf());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 8, 14, 10);
    layout->setSpacing(8);
    layout->addWidget(m_tabs);
    layout->addWidget(m_pages, 1);
    buildParameters();
    layout->addWidget(m_fold);
    layout->addWidget(m_parametersArea);
    connect(m_tabs, &QTabBar::currentChanged, this, &SidePanel::showCode); // which makes the page
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::currentChanged, this, &SidePanel::showCauses);
    m_tabs->setTabEnabled(static_cast<int>(Page::Result), false);
}

QWidget* SidePanel::buildResult()
{
    auto* result = new QWidget;
    m_figure = new widgets::FigurePanel(result);
    m_chart = new widgets::ChartPanel(result);
    m_breakdownTitle = new QLabel(result);
    m_breakdownTitle->setProperty("role", "heading");
    m_breakdownTitle->setWordWrap(true);
    m_breakdown = new widgets::BreakdownBar(result);
    for (QWidget* figures : std::initializer_list<QWidget*>{m_chart, m_breakdownTitle, m_breakdown})
        figures->hide(); // until there are any
    auto* layout = new QVBoxLayout(result);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_figure);
    layout->addWidget(m_chart, 1);
    layout->addWidget(m_breakdownTitle);
    layout->addWidget(m_breakdown);
    return scrolling(result, m_pages);
}

QWidget* SidePanel::buildWhatIf()
{
    auto* page = new QWidget;
    m_whatIf = new widgets::WhatIfPanel(page);
    m_causes = new widgets::CausesPanel(page);
    m_whatIfPage = new QVBoxLayout(page);
    m_whatIfPage->setContentsMargins(0, 0, 0, 0);
    m_whatIfPage->setSpacing(14);
    m_whatIfPage->addWidget(m_whatIf);
    m_whatIfPage->addWidget(m_causes);
    m_whatIfPage->addStretch();
    return scrolling(page, m_pages);
}

void SidePanel::buildParameters()
{
    m_fold = new QToolButton(this);
    m_fold->setText(tr("Parameters"));
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setCheckable(true);
    m_fold->setProperty("fold", true);
    m_fold->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_fold->setToolTip(tr("Fold the parameters away, or show them"));
    m_parameters = new widgets::ParameterPanel;
    m_parameters->installEventFilter(this);
    m_parametersArea = scrolling(m_parameters, this);
    m_parametersArea->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_parametersArea->setMinimumHeight(kLeastParameters);
    connect(m_fold, &QToolButton::toggled, this, [this](bool shown) {
        fold(!shown);
        setParametersFolded(!shown);
    });
    m_fold->setChecked(!parametersFolded());
    fold(parametersFolded());
}

void SidePanel::fold(bool away)
{
    m_fold->setArrowType(away ? Qt::RightArrow : Qt::DownArrow);
    m_parametersArea->setHidden(away);
}

// As high as they are, up to a share of the side.
void SidePanel::fitParameters()
{
    const int wanted = m_parameters->sizeHint().height() + 2;
    const int most = static_cast<int>(height() * kMostParameters);
    m_parametersArea->setMaximumHeight(
        std::clamp(wanted, kLeastParameters, std::max(most, kLeastParameters)));
}

void SidePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitParameters();
}

// Other parameters, or texts of another size.
bool SidePanel::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_parameters && event->type() == QEvent::LayoutRequest)
        fitParameters();
    return QWidget::eventFilter(object, event);
}

SidePanel::Page SidePanel::page() const
{
    return static_cast<Page>(m_tabs->currentIndex());
}

void SidePanel::showPage(Page page)
{
    m_tabs->setCurrentIndex(static_cast<int>(page));
}

void SidePanel::listen(RunControl& control)
{
    using widgets::LessonPanel;
    connect(&m_model, &LabModel::scenarioChanged, this, &SidePanel::showScenario);
    connect(&m_model, &LabModel::requestChanged, this, [this] {
        if (!scenario::sameWork(m_parameters->request(), m_model.request()))
            m_parameters->setRequest(m_model.request());
        showCode();
    });
    connect(&m_model, &LabModel::centreChanged, this, &SidePanel::showCentre);
    connect(&m_model, &LabModel::lessonChanged, this, &SidePanel::showStep);
    connect(&m_model, &LabModel::variantChanged, this,
            [this] { m_chart->setShownVariant(m_model.shownVariant()); });
    connect(&m_model, &LabModel::variantChanged, this, &SidePanel::showCode);
    connect(&m_model, &LabModel::predicted, this, &SidePanel::showFigures);
    connect(m_parameters, &widgets::ParameterPanel::changed, &m_model,
            [this] { m_model.setRequest(m_parameters->request()); });
    connect(m_chart, &widgets::ChartPanel::choiceChanged, &m_model,
            [this] { m_model.setChart(m_chart->choice()); });
    connect(m_lesson, &LessonPanel::predicted, &m_model, &LabModel::predict);
    connect(m_lesson, &LessonPanel::stepChanged, &m_model,
            [this] { m_model.setLessonStep(m_lesson->step()); });
    connect(m_lesson, &LessonPanel::sweepWanted, &control,
            [&control](const QString& key) { control.sweep(key.toStdString()); });
    connect(&m_model, &LabModel::observedChanged, this, [this] {
        m_lesson->setText(widgets::LessonStep::Observe, m_model.lesson().text(widgets::LessonStep::Observe));
    });
    connect(m_lesson, &LessonPanel::answered, &m_model, &LabModel::answer);
    connect(m_lesson, &LessonPanel::placeWanted, &m_model, &LabModel::showAnswer);
    connect(m_lesson, &LessonPanel::runWanted, &control, &RunControl::toggleRun);
    connect(m_lesson, &LessonPanel::parameterWanted, this, [this](const QString& name, const QString& value) {
        try {
            m_parameters->setValue(name.toStdString(), value.toStdString());
        } catch (const scenario::ParameterError& error) {
            Q_EMIT problem(QString::fromStdString(error.what()));
        }
    });
}

void SidePanel::listenToCauses()
{
    using widgets::CausesPanel;
    using widgets::WhatIfPanel;
    connect(&m_model, &LabModel::askedChanged, this, &SidePanel::showAsked);
    connect(&m_model, &LabModel::variantChanged, this, &SidePanel::showCauses);
    connect(&m_model, &LabModel::lanesChanged, this, &SidePanel::showCauses);
    connect(&m_control, &RunControl::checkMoved, this, &SidePanel::showAsked);
    connect(m_whatIf, &WhatIfPanel::asked, &m_whatIfs,
            [this](const QString& key, double share) { m_whatIfs.ask(key.toStdString(), share); });
    connect(m_whatIf, &WhatIfPanel::checkWanted, &m_whatIfs, &WhatIfControl::check);
    connect(m_causes, &CausesPanel::pathWanted, &m_model, &LabModel::showPath);
    connect(m_causes, &CausesPanel::spanWanted, this, &SidePanel::spanWanted);
    connect(m_lesson, &widgets::LessonPanel::whatIfWanted, this, [this](const QString& key) {
        m_whatIfs.ask(key.toStdString());
        showPage(Page::WhatIf);
    });
}

// Only while they are seen: what is asked of a recording takes time.
void SidePanel::showCauses()
{
    if (page() != Page::WhatIf)
        return;
    const session::VariantResult* shown = m_model.shownResult();
    const bool done = shown && !isRunning(m_model.state());
    m_causes->setCapture(done ? shown->capture : nullptr);
    m_causes->setPathShown(m_model.pathShown());
    showAsked();
}

void SidePanel::showAsked()
{
    if (page() != Page::WhatIf)
        return;
    const widgets::Asked& asked = m_model.asked();
    m_whatIf->show(asked, m_whatIfs.obstacle(), m_control.checking());
    showCurve();
}

void SidePanel::showCurve()
{
    const widgets::Asked& asked = m_model.asked();
    const auto change = m_model.askedChange();
    const bool wanted = change && !asked.curve.empty();
    if (m_curve)
        m_curve->setVisible(wanted);
    if (!wanted)
        return;
    if (!m_curve) {
        m_curve = new widgets::SpeedupChart(this);
        m_curve->setMinimumHeight(kLeastCurve);
        m_whatIfPage->insertWidget(1, m_curve, 1);
    }
    std::vector<widgets::CheckedShare> checked;
    for (const widgets::CheckedChange& each : asked.checks)
        if (each.key == change->key)
            checked.push_back({each.share, each.check});
    m_curve->setData(widgets::whatIfData(*change, asked.curve, checked));
}

void SidePanel::showCode()
{
    if (page() != Page::Code || !m_model.info())
        return;
    if (!m_code) {
        m_code = new widgets::CodePanel(m_pages);
        m_pages->addWidget(m_code);
    }
    m_code->setVariant(*m_model.info(), m_model.shownVariant(), m_model.request().settings);
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
    m_whatIf->setScenario(info);
    m_lesson->setLesson(m_model.lesson());
    m_seen = m_model.state().generation;
    showFigures();
    showStep();
}

// The figures are what there is to see of the run's step, as soon as there are any.
void SidePanel::showStep()
{
    const QSignalBlocker quiet(m_lesson);
    m_lesson->setStep(m_model.lessonStep());
    const bool result = m_model.begun() && m_model.lessonStep() == widgets::LessonStep::Run;
    showPage(result ? Page::Result : Page::Lesson);
}

void SidePanel::showFigures()
{
    const session::RunState& state = m_model.state();
    m_tabs->setTabEnabled(static_cast<int>(Page::Result), m_model.begun() || m_model.prediction());
    if (std::exchange(m_seen, state.generation) != state.generation) // another run
        showStep();
    for (QWidget* figures : std::initializer_list<QWidget*>{m_breakdownTitle, m_breakdown})
        figures->setVisible(m_model.begun());
    m_figure->setState(state, m_model.machine(),
                       m_model.info() ? widgets::predictionText(*m_model.info(), state, m_model.prediction())
                                      : QString());
    m_chart->setPrediction(m_model.prediction());
    m_chart->setShownVariant(m_model.shownVariant());
    m_breakdown->setParts(widgets::breakdownParts(state));
    m_breakdownTitle->setText(widgets::breakdownTitle(state));
    showCentre();
    showCauses();
    showCode();
}

void SidePanel::showCentre()
{
    const bool wanted = m_model.begun() && !m_model.showsSweep(); // which is large enough in the centre
    m_chart->setVisible(wanted);
    if (wanted) // a hidden one makes nothing
        m_chart->setState(m_model.sharedState(), m_model.machine());
}

} // namespace lab::app
