// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include "app/presenter/presenter_view.h"
#include "app/program/libraries.h"
#include "core/scenarios/all.h"
#include "widgets/charts/chart_panel.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/panels/figure_panel.h"
#include "widgets/panels/lesson_panel.h"
#include "widgets/panels/panel.h"
#include "widgets/panels/parameter_panel.h"
#include "widgets/panels/rules_page.h"
#include "widgets/panels/scenario_browser.h"
#include "widgets/panels/scroll_fade.h"
#include "widgets/panels/title_bar.h"
#include "widgets/stage/stage_view.h"
#include "widgets/theme/application_theme.h"
#include "widgets/transport/transport_bar.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLabel>
#include <QScreen>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace lab::app {

namespace {

constexpr int kFrame = 16; // ms
constexpr int kBrowserWidth = 216;
constexpr int kSideWidth = 364;
constexpr int kSmallWidth = 1280;
constexpr int kSmallBrowserWidth = 208;
constexpr int kSmallSideWidth = 322;
constexpr int kTinyWidth = 940; // a projector of 1920 × 1080 at 200 % has 960
constexpr int kTinyBrowserWidth = 150;
constexpr int kTinySideWidth = 316;
constexpr int kLowestLesson = 176; // a few lines to read; the rest of the side scrolls

// Its content comes later, by `fill`: docks and scroll areas polish and lay out what they are given, which
// for finished panels would take a fifth of the start-up.
QDockWidget* dock(const QString& title, const QString& name, QMainWindow* window)
{
    auto* made = new QDockWidget(title, window);
    made->setObjectName(name);
    made->setTitleBarWidget(new QWidget(made)); // no title: the content speaks for itself
    made->setFeatures(QDockWidget::DockWidgetClosable);
    made->setWidget(new QWidget(made));
    return made;
}

void fill(const QDockWidget& dock, QWidget* content)
{
    auto* layout = new QVBoxLayout(dock.widget());
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(content);
}

} // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent), m_machine(machine::read()), m_registry(scenarios::all()), m_session(m_machine),
      m_state(m_session.state())
{
    setWindowTitle(tr("Speedup Lab"));
    setAcceptDrops(true);
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_pages = new QStackedWidget(centre);
    buildCentre(*m_pages);
    column->addWidget(m_pages, 1);
    setCentralWidget(centre);
    buildDocks();
    buildStatus();
    buildMenus();
    connectWidgets();
    const auto& scenarios = m_registry.scenarios();
    if (!scenarios.empty())
        m_browser->select(QString::fromStdString(scenarios.front()->info().id));

    const QSettings settings;
    m_reducedMotion = settings.value(QStringLiteral("reducedMotion"), false).toBool();
    restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
    restoreState(settings.value(QStringLiteral("layout")).toByteArray());
    m_lanes->setFocus();
    m_inputsTimer.setSingleShot(true);
    connect(&m_inputsTimer, &QTimer::timeout, this, &MainWindow::prepareInputs);
    m_clock.start();
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &MainWindow::tick);
    m_timer.start(kFrame);
}

MainWindow::~MainWindow()
{
    delete m_presenter;
}

void MainWindow::buildCentre(QStackedWidget& pages)
{
    auto* area = new QWidget(&pages);
    area->setMinimumWidth(320);
    pages.addWidget(area);
    m_centre = new QStackedWidget(area);
    m_splitter = new QSplitter(Qt::Vertical, m_centre);
    m_centre->addWidget(m_splitter);
    m_title = new widgets::TitleBar(area);
    m_stage = new widgets::StageView(area);
    m_lanes = new widgets::LanesView(area);
    m_stagePanel = new widgets::Panel(tr("Stage"), m_stage, m_splitter);
    m_lanesPanel = new widgets::Panel(tr("Workers"), m_lanes, m_splitter);
    m_splitter->addWidget(m_stagePanel);
    m_splitter->addWidget(m_lanesPanel);
    m_splitter->setHandleWidth(10);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    shareHeight();
    auto* layout = new QVBoxLayout(area);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_centre, 1);
}

QWidget* MainWindow::buildSide(QWidget* parent)
{
    auto* scroll = new QScrollArea(parent);
    auto* side = new QWidget(scroll);
    scroll->setWidget(side);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus); // what is in it takes the focus, and comes into view then
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    new widgets::ScrollFade(scroll);
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
    return scroll;
}

void MainWindow::buildDocks()
{
    m_browserDock = dock(tr("Scenarios"), QStringLiteral("scenarios"), this);
    m_browser = new widgets::ScenarioBrowser(m_registry, m_browserDock->widget());
    fill(*m_browserDock, m_browser);
    m_sideDock = dock(tr("Lesson and results"), QStringLiteral("side"), this);
    fill(*m_sideDock, buildSide(m_sideDock->widget()));
    addDockWidget(Qt::LeftDockWidgetArea, m_browserDock);
    addDockWidget(Qt::RightDockWidgetArea, m_sideDock);
    // The transport runs along the whole width, below the docks.
    auto* bottom = dock(tr("Transport"), QStringLiteral("transport"), this);
    m_transport = new widgets::TransportBar(bottom->widget());
    fill(*bottom, m_transport);
    bottom->setFeatures(QDockWidget::NoDockWidgetFeatures);
    addDockWidget(Qt::BottomDockWidgetArea, bottom);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    m_browser->setBackgroundRole(QPalette::Base);
    m_browser->setAutoFillBackground(true);
    m_browser->setMinimumWidth(150);
    m_sideDock->setMinimumWidth(316);
}

void MainWindow::buildStatus()
{
    for (QLabel** label : {&m_machineLabel, &m_libraryLabel, &m_agreementLabel, &m_recordingLabel}) {
        *label = new QLabel(this);
        (*label)->setProperty("role", "caption");
        (*label)->setContentsMargins(10, 0, 10, 0);
        statusBar()->addWidget(*label);
    }
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setMinimumWidth(100); // its texts do not widen the window
    m_machineLabel->setText(QString::fromStdString(machine::describe(m_machine)));
    m_libraryLabel->setText(libraries());
}

void MainWindow::connectWidgets()
{
    using widgets::TransportBar;
    connect(m_browser, &widgets::ScenarioBrowser::chosen, this, &MainWindow::openScenario);
    connect(m_transport, &TransportBar::runRequested, this, &MainWindow::toggleRun);
    connect(m_transport, &TransportBar::liveRequested, this, &MainWindow::toggleLive);
    connect(m_transport, &TransportBar::pauseRequested, this, &MainWindow::togglePlaying);
    connect(m_transport, &TransportBar::stepRequested, this, &MainWindow::step);
    connect(m_transport, &TransportBar::sweepRequested, this, &MainWindow::startSweep);
    connect(m_transport, &TransportBar::ownSweepRequested, this, &MainWindow::startOwnSweep);
    connect(m_transport, &TransportBar::exportRequested, this, &MainWindow::exportSlide);
    connect(m_transport, &TransportBar::presentRequested, this, &MainWindow::present);
    connect(m_transport, &TransportBar::scrubbed, this, [this](double share) {
        m_playback.pause();
        m_playback.setTime(share * m_playback.duration());
        showInstant();
    });
    connect(m_transport, &TransportBar::timeScaleChosen, this, [this](double scale) {
        m_playback.setTimeScale(scale);
        showInstant();
    });
    connect(m_lanes, &widgets::LanesView::playheadMoved, this, [this](double ns) {
        m_playback.pause();
        m_playback.setTime(ns);
        showInstant();
    });
    const auto lightLock = [this](std::optional<std::uint32_t> lock) {
        m_lanes->setLitLock(lock);
        m_stage->setLitLock(lock);
    };
    connect(m_lanes, &widgets::LanesView::lockHovered, this, lightLock);
    connect(m_stage, &widgets::StageView::lockHovered, this, lightLock);
    connect(m_lanes, &widgets::LanesView::variantChosen, this, &MainWindow::showStageVariant);
    connect(m_parameters, &widgets::ParameterPanel::changed, this, &MainWindow::parametersChanged);
    connect(m_chart, &widgets::ChartPanel::choiceChanged, this, [this] { showPresenter(); });
    connect(m_lesson, &widgets::LessonPanel::predicted, this, [this](double speedup) {
        m_prediction = speedup;
        m_figure->setState(*m_state, m_machine, m_prediction);
        m_figure->show();
        m_lesson->setStep(widgets::LessonStep::Run);
    });
    connect(m_lesson, &widgets::LessonPanel::stepChanged, this, &MainWindow::showPresenter);
    connect(m_lesson, &widgets::LessonPanel::sweepWanted, this, &MainWindow::startSweep);
    connect(m_lesson, &widgets::LessonPanel::runWanted, this, &MainWindow::toggleRun);
    connect(m_lesson, &widgets::LessonPanel::parameterWanted, this,
            [this](const QString& name, const QString& value) {
                try {
                    m_parameters->setValue(name.toStdString(), value.toStdString());
                } catch (const scenario::ParameterError& error) {
                    showProblem(QString::fromStdString(error.what()));
                }
            });
}

void MainWindow::showRules()
{
    m_session.requestStop();
    m_pending.reset();
    if (!m_rules) { // not before it is wanted: it would take a fifth of the start-up
        m_rules = new widgets::RulesPage(m_registry, m_pages);
        m_pages->addWidget(m_rules);
        connect(m_rules, &widgets::RulesPage::chosen, this, &MainWindow::openRule);
    }
    m_rules->refresh();
    if (m_pages->currentWidget() == m_rules)
        return;
    m_pages->setCurrentWidget(m_rules);
    m_sideWasHidden = m_sideDock->isHidden();
    m_sideDock->hide();
}

void MainWindow::leaveRules()
{
    if (!m_rules || m_pages->currentWidget() != m_rules)
        return;
    m_pages->setCurrentIndex(0);
    m_sideDock->setHidden(m_sideWasHidden);
    if (m_scenario)
        m_browser->select(QString::fromStdString(m_scenario->info().id));
}

void MainWindow::openRule(std::size_t index)
{
    const widgets::Rule& rule = widgets::rules().at(index);
    m_browser->select(QString::fromStdString(rule.scenario));
    if (!m_scenario || m_scenario->info().id != rule.scenario)
        return;
    leaveRules();
    m_parameters->setScenario(m_scenario->info(), m_machine.cores);
    for (const auto& [name, value] : rule.settings)
        m_parameters->setValue(name, scenario::toText(value));
    const auto& variants = m_scenario->info().variants;
    for (std::size_t i = 0; i < variants.size(); ++i) {
        if (variants[i].key == rule.variant)
            m_stageVariant = i;
    }
}

void MainWindow::openScenario(const QString& id)
{
    if (id == widgets::ScenarioBrowser::kRules) {
        showRules();
        return;
    }
    const scenario::Scenario* scenario = m_registry.find(id.toStdString());
    if (!scenario)
        return;
    if (scenario == m_scenario) {
        leaveRules();
        return;
    }
    m_session.requestStop();
    m_left = m_session.state()->generation; // its parameters are gone, too
    m_pending.reset();
    m_stageWanted = false;
    m_scenario = scenario;
    const scenario::ScenarioInfo& info = scenario->info();
    m_prediction.reset();
    m_stageVariant = std::min(info.main, info.variants.size() - 1);
    m_title->setScenario(info);
    const bool devices = info.variants[info.main].onDevices;
    m_lanesPanel->setTitle(devices                 ? tr("GPUs and links")
                           : info.emulated.empty() ? tr("Workers")
                                                   : tr("GPU and workers"));
    m_chart->setScenario(info);
    m_parameters->setScenario(info, m_machine.cores);
    m_lesson->setLesson(widgets::loadLesson(QString::fromStdString(info.lesson)));
    m_transport->setSweeps(info.sweeps);
    m_playback = {};
    m_inputs.reset();
    statusBar()->clearMessage();
    applyState(std::make_shared<const session::RunState>());
    renewInputs();
    showRest(); // no frame with the last scenario's
    showFigures();
    leaveRules();
}

// On a small screen the docks leave more to the picture.
void MainWindow::shareWidth()
{
    if (width() < kTinyWidth)
        resizeDocks({m_browserDock, m_sideDock}, {kTinyBrowserWidth, kTinySideWidth}, Qt::Horizontal);
    else if (width() < kSmallWidth)
        resizeDocks({m_browserDock, m_sideDock}, {kSmallBrowserWidth, kSmallSideWidth}, Qt::Horizontal);
    else
        resizeDocks({m_browserDock, m_sideDock}, {kBrowserWidth, kSideWidth}, Qt::Horizontal);
}

void MainWindow::shareHeight()
{
    m_splitter->setSizes({900, 1000}); // shares, not pixels
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    const auto isOneStep = [](int from, int to) {
        return (from < kSmallWidth) == (to < kSmallWidth) && (from < kTinyWidth) == (to < kTinyWidth);
    };
    fitAgreement();
    if (event->oldSize().width() <= 0 || !isOneStep(event->oldSize().width(), width()))
        shareWidth();
}

void MainWindow::resetLayout()
{
    for (QDockWidget* widget : {m_browserDock, m_sideDock})
        widget->show();
    shareWidth();
    shareHeight();
    m_lanes->fit();
}

void MainWindow::chooseTheme(widgets::ThemeKind kind)
{
    widgets::applyTheme(*qApp, kind);
    QSettings().setValue(QStringLiteral("theme"), static_cast<int>(kind));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    leaveRules(); // which hide a dock
    m_timer.stop();
    m_inputsTimer.stop();
    m_preview.requestStop();
    m_session.requestStop();
    QSettings settings;
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    settings.setValue(QStringLiteral("layout"), saveState());
    settings.setValue(QStringLiteral("reducedMotion"), m_reducedMotion);
    if (m_presenter)
        m_presenter->close();
    QMainWindow::closeEvent(event);
}

int showWindow(QApplication& application)
{
    const int theme = QSettings().value(QStringLiteral("theme"), 0).toInt();
    widgets::applyTheme(application, theme == 1 ? widgets::ThemeKind::Dark : widgets::ThemeKind::Light);
    MainWindow window;
    const QSize screen = application.primaryScreen()->availableSize();
    if (!QSettings().contains(QStringLiteral("geometry")))
        window.resize(QSize(1600, 900).boundedTo(screen));
    window.show();
    return QApplication::exec();
}

} // namespace lab::app
