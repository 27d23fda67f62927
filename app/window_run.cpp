// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: running, following and replaying.
#include "app/libraries.h"
#include "app/main_window.h"
#include "app/presenter_view.h"
#include "app/sweep_dialog.h"
#include "widgets/charts/chart_panel.h"
#include "widgets/charts/speedup_chart.h"
#include "widgets/charts/sweep_data.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/lanes/run_lanes.h"
#include "widgets/panels/figure_panel.h"
#include "widgets/panels/lesson_panel.h"
#include "widgets/panels/panel.h"
#include "widgets/panels/parameter_panel.h"
#include "widgets/panels/rate_text.h"
#include "widgets/panels/rules.h"
#include "widgets/panels/title_bar.h"
#include "widgets/stage/stage_view.h"
#include "widgets/transport/transport_bar.h"

#include <QDateTime>
#include <QLabel>
#include <QLayout>
#include <QStackedWidget>
#include <QStatusBar>

#include <algorithm>
#include <utility>

namespace lab::app {

namespace {

// In Live mode the newest capture is shown in slow motion, over and over.
constexpr double kStrobeSeconds = 2.4;
constexpr int kCapturesAPass = 16; // while measuring, captures in which the playhead passes through once
constexpr base::Nanoseconds kViewTime = 150'000'000; // drawing takes a few frames at most
constexpr double kSweepScale = 1.5;                  // of the chart in the stage's place
constexpr int kMessageTime = 8000;                   // ms

bool isRunning(const scenario::RunState& state)
{
    return state.phase == scenario::Phase::Preparing || state.phase == scenario::Phase::Measuring;
}

} // namespace

bool MainWindow::measuring() const
{
    return isRunning(*m_state) || m_pending;
}

void MainWindow::toggleRun()
{
    if (measuring()) {
        m_pending.reset();
        m_session.requestStop();
        return;
    }
    scenario::RunOptions options;
    options.mode = scenario::Mode::Run;
    begin(std::move(options));
}

void MainWindow::toggleLive()
{
    if (isRunning(*m_state) && m_state->mode == scenario::Mode::Live) {
        m_session.requestStop();
        return;
    }
    scenario::RunOptions options;
    options.mode = scenario::Mode::Live;
    begin(std::move(options));
}

void MainWindow::startSweep(const QString& key)
{
    scenario::RunOptions options;
    options.mode = scenario::Mode::Sweep;
    options.sweep = key.toStdString();
    begin(std::move(options));
}

void MainWindow::startOwnSweep()
{
    if (!m_scenario || measuring())
        return;
    leaveRules(); // which hide the scenario that would be swept
    SweepDialog dialog(m_scenario->info(), m_machine.cores, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    scenario::RunOptions options;
    options.mode = scenario::Mode::Sweep;
    options.ownSweep = dialog.sweep();
    begin(std::move(options));
}

void MainWindow::begin(scenario::RunOptions options)
{
    if (!m_scenario)
        return;
    if (isRunning(*m_state) && m_state->mode != scenario::Mode::Live) { // whose points would be lost
        statusBar()->showMessage(m_state->mode == scenario::Mode::Sweep
                                     ? tr("A sweep is being measured: Space stops it.")
                                     : tr("A run is being measured: Space stops it."),
                                 kMessageTime);
        return;
    }
    leaveRules();
    m_stageWanted = false;
    options.scenario = m_scenario;
    options.request = m_parameters->request();
    options.request.photos = m_photos;
    options.viewTime = kViewTime;
    m_pending = std::move(options);
    m_preview.requestStop();
    m_session.requestStop();
    beginPending();
}

// Waiting for a run or a preview to stop would block the window: it starts on a later tick instead.
void MainWindow::beginPending()
{
    if (!m_pending || m_session.running() || m_preview.busy())
        return;
    scenario::RunOptions options = *std::exchange(m_pending, std::nullopt);
    try {
        m_stale = false;
        m_playback.setTime(0);
        m_playback.pause();
        if (m_presenter || m_lesson->step() < widgets::LessonStep::Run) // the wall shows figures at this step
            m_lesson->setStep(widgets::LessonStep::Run);
        m_session.start(std::move(options));
        applyState(m_session.state());
    } catch (const std::exception& error) {
        showProblem(withLabels(error.what()));
    }
}

void MainWindow::tick()
{
    const double seconds = static_cast<double>(m_clock.nsecsElapsed()) * 1e-9;
    m_clock.restart();
    m_sinceMove += seconds;
    beginPending();
    if (auto inputs = m_preview.take()) {
        m_inputs = std::move(inputs);
        showStage();
        showPresenter();
    }
    auto state = m_session.state();
    if (state->generation > m_left && state->revision != m_state->revision && m_scenario &&
        state->scenarioId == m_scenario->info().id) {
        m_toConfirm = state->revision;
        if (isRunning(*state) && state->mode == scenario::Mode::Run)
            movePlayhead(m_playback.duration() / kCapturesAPass);
        else if (liveInTurns(*state))
            movePlayhead(m_playback.duration() * m_sinceMove / kStrobeSeconds);
        m_sinceMove = 0;
        applyState(std::move(state));
    }
    if (isRunning(*m_state)) {
        if (m_state->mode == scenario::Mode::Live && !liveInTurns(*m_state)) {
            movePlayhead(m_playback.duration() * seconds / kStrobeSeconds);
            showInstant();
        } // Run and Sweep: nothing is painted but what is new
    } else if (m_playback.playing()) {
        m_playback.advance(seconds, m_reducedMotion);
        showInstant();
    }
}

bool MainWindow::liveInTurns(const scenario::RunState& state) const
{
    return isRunning(state) && state.mode == scenario::Mode::Live &&
           scenario::takesTurnsWithViews(m_machine.cores, state.request.workers);
}

// On by `step`, again from the start after the end; with reduced motion the end is shown.
void MainWindow::movePlayhead(double step)
{
    const double end = m_playback.duration();
    if (m_reducedMotion)
        m_playback.setTime(end);
    else
        m_playback.setTime(m_playback.time() >= end ? 0 : m_playback.time() + step);
}

void MainWindow::applyState(std::shared_ptr<const scenario::RunState> state)
{
    const bool wasRunning = isRunning(*m_state);
    m_state = std::move(state);
    const bool running = isRunning(*m_state);
    const bool onItsWay = std::exchange(m_restDue, true); // from here on the lanes are behind the stage
    showCaptures();
    m_transport->setRunning(running, m_state->mode == scenario::Mode::Live);
    showStatus();
    if (wasRunning && !running)
        finishRun();
    showInstant();
    if (!onItsWay)
        afterPainting([this] { showRest(); });
}

// Painting is an event behind all others but timers: a timer of no time at all would come before it.
void MainWindow::afterPainting(std::function<void()> action)
{
    QTimer::singleShot(1, this, std::move(action));
}

// Stage, lanes and figures are painted in turns of their own, so that the window answers in between.
void MainWindow::showRest()
{
    m_restDue = false;
    showLanes();
    afterPainting([this] {
        showFigures();
        afterPainting([this] {
            if (m_toConfirm > 0 && !m_restDue)
                m_session.shown(std::exchange(m_toConfirm, 0));
        });
    });
}

void MainWindow::toggleSweep()
{
    if (!widgets::isSweep(*m_state)) {
        showProblem(tr("There is no sweep yet: choose one below the picture, or press Ctrl+R."));
        return;
    }
    m_stageWanted = !m_stageWanted;
    showFigures();
    showCaptures();
    showLanes();
    showInstant();
}

bool MainWindow::hasPicture() const
{
    return m_playback.duration() > 0 || widgets::isSweep(*m_state);
}

// A sweep records nothing that stage and lanes could show: its chart takes their place.
void MainWindow::showSweep()
{
    const bool sweep = m_state->mode == scenario::Mode::Sweep && m_state->sweep && !m_stageWanted;
    if (!sweep && m_centre->currentIndex() == 0)
        return;
    if (!sweep) {
        m_centre->setCurrentIndex(0);
        m_lanes->setFocus();
        return;
    }
    if (!m_sweepChart) { // not before it is wanted: most runs are none
        m_sweepChart = new widgets::SpeedupChart(m_centre, kSweepScale);
        m_sweepPanel = new widgets::Panel(tr("Sweep"), m_sweepChart, m_centre);
        m_sweepPanel->setNote(tr("V shows stage and lanes"));
        m_sweepPanel->setFocusPolicy(Qt::StrongFocus);
        m_centre->addWidget(m_sweepPanel);
    }
    m_sweepChart->setData(widgets::chartData(*m_state, m_machine.cores));
    if (m_centre->currentWidget() == m_sweepPanel)
        return;
    m_centre->setCurrentWidget(m_sweepPanel);
    m_sweepPanel->setFocus();
}

void MainWindow::showFigures()
{
    showSweep();
    // Before anything runs the lesson has the place that figures will take.
    const bool begun = m_state->generation > 0;
    m_figure->setVisible(begun || m_prediction);
    m_chart->setVisible(begun && m_centre->currentIndex() == 0); // a sweep is large enough in the centre
    for (QWidget* figures : std::initializer_list<QWidget*>{m_breakdownTitle, m_breakdown})
        figures->setVisible(begun);
    m_title->setState(*m_state, m_machine.cores);
    m_figure->setState(*m_state, m_machine.cores, m_prediction);
    m_chart->setState(m_state, m_machine.cores);
    m_breakdown->setParts(widgets::breakdownParts(*m_state));
    m_breakdownTitle->setText(widgets::breakdownTitle(*m_state));
}

void MainWindow::finishRun()
{
    if (m_state->phase == scenario::Phase::Failed) {
        showProblem(withLabels(m_state->error));
        return;
    }
    if (m_state->mode == scenario::Mode::Sweep)
        return;
    keepFigures();
    m_playback.setTime(0);
    if (m_reducedMotion)
        m_playback.toEnd();
    else
        m_playback.play();
    if (m_state->phase == scenario::Phase::Finished && m_lesson->step() == widgets::LessonStep::Run &&
        !m_presenter)
        m_lesson->setStep(widgets::LessonStep::Why);
}

void MainWindow::keepFigures()
{
    if (widgets::coresWereBusy(*m_state, m_machine.cores))
        return;
    for (const widgets::Rule& rule : widgets::rules()) {
        if (const auto figure = widgets::figureFor(rule, m_scenario->info(), *m_state, QDate::currentDate()))
            widgets::keepFigure(rule, *figure);
    }
}

void MainWindow::showCaptures()
{
    std::vector<std::shared_ptr<const trace::Trace>> traces;
    for (const auto& result : m_state->variants)
        traces.push_back(result.capture ? result.capture->trace : nullptr);
    m_playback.setTraces(traces, widgets::clockCut(*m_state, shownVariant()));
    m_chart->setShownVariant(shownVariant());
    showStage();
}

void MainWindow::showLanes()
{
    m_lanes->setCut(widgets::clockCut(*m_state, shownVariant()));
    m_lanes->setEmptyText(m_state->phase == scenario::Phase::Failed ? withLabels(m_state->error) : QString());
    m_lanes->setGroups(widgets::laneGroups(*m_state, shownVariant()));
    showPlayhead();
}

void MainWindow::showPlayhead()
{
    if (!m_restDue) // else on the lanes that it belongs to
        m_lanes->setPlayhead(m_playback.duration() > 0 ? m_playback.time() : widgets::kNoPlayhead);
}

void MainWindow::showStageVariant(std::size_t variant)
{
    if (variant >= m_state->variants.size() || !m_state->variants[variant].availability.available)
        return;
    m_stageVariant = variant;
    m_lanes->showCut();
    if (widgets::isSweep(*m_state) && !m_stageWanted && m_state->variants[variant].capture)
        return toggleSweep();
    showCaptures();
    showLanes();
    showInstant();
}

std::size_t MainWindow::shownVariant() const
{
    const auto& variants = m_state->variants;
    if (m_stageVariant < variants.size() && !variants[m_stageVariant].capture) {
        for (std::size_t variant = variants.size(); variant > 0; --variant) {
            if (variants[variant - 1].capture)
                return variant - 1;
        }
    }
    return m_stageVariant;
}

void MainWindow::showStage()
{
    widgets::StageContent content;
    if (const std::size_t variant = shownVariant(); variant < m_state->variants.size()) {
        const scenario::VariantResult& shown = m_state->variants[variant];
        content.capture = shown.capture;
        content.sequential = shown.variant.alone();
        content.remark = QString::fromStdString(shown.remark);
        content.measured = widgets::rateSentence(*m_state, variant);
        content.time = m_playback.time();
    }
    if (content.capture)
        m_inputs.reset();
    else
        content.capture = m_inputs;
    content.preparing = isRunning(*m_state);
    m_stage->setContent(content);
    showNotes();
}

void MainWindow::showInstant()
{
    const bool hasCapture = m_playback.duration() > 0;
    m_stage->setTime(m_playback.time());
    showPlayhead();
    m_transport->showPlayback(m_playback, hasCapture, hasPicture());
    showNotes();
    showPresenter();
}

void MainWindow::showNotes()
{
    const std::size_t variantShown = shownVariant();
    if (m_state->phase == scenario::Phase::Failed) {
        m_stagePanel->setNote(withLabels(m_state->error));
        return;
    }
    if (variantShown >= m_state->variants.size() || !m_state->variants[variantShown].capture) {
        m_stagePanel->setNote(isRunning(*m_state) ? tr("preparing…")
                              : m_inputs          ? tr("the inputs · press Space to run")
                                                  : QString());
        m_lanesPanel->setNote({});
        return;
    }
    const auto& result = m_state->variants[variantShown];
    const QString variant = QString::fromStdString(result.variant.label);
    QString mode = tr("replaying round %1").arg(result.capture->round);
    if (m_state->mode == scenario::Mode::Live)
        mode = isRunning(*m_state) ? tr("live · iteration %1").arg(m_state->rounds)
                                   : tr("replaying the last iteration");
    else if (isRunning(*m_state) && m_state->mode == scenario::Mode::Run)
        mode = tr("measuring · round %1, in slow motion").arg(result.capture->round);
    QString note = tr("%1 · %2 · at %3").arg(mode, variant, widgets::formatTime(m_playback.time()));
    if (m_stale)
        note = tr("parameters changed: press Space · %1").arg(note);
    m_stagePanel->setNote(note);
    const double cut = widgets::clockCut(*m_state, variantShown);
    m_lanesPanel->setNote(cut > 0 ? tr("one clock, cut to %1 · F shows all of it · recorded, not simulated")
                                        .arg(widgets::formatTime(cut))
                                  : tr("all variants on one clock · recorded, not simulated"));
}

void MainWindow::showStatus()
{
    QString last = widgets::recordingText(*m_state);
    if (isRunning(*m_state)) {
        if (m_state->phase == scenario::Phase::Preparing)
            last = tr("preparing…");
        else if (m_state->sweep)
            last =
                tr("sweep: %1 of %2 points").arg(m_state->sweep->points.size()).arg(m_state->sweep->planned);
        else if (m_state->mode == scenario::Mode::Run)
            last = tr("measuring: round %1, %2 of %3 s")
                       .arg(m_state->rounds)
                       .arg(m_state->elapsedSeconds, 0, 'f', 1)
                       .arg(m_state->budgetSeconds, 0, 'f', 0);
        else
            last = tr("live: recording and drawing included");
    }
    m_recordingLabel->setText(last);
    fitAgreement();
}

// It may name several variants: what has no room between the others is in the tip.
void MainWindow::fitAgreement()
{
    const QString words = widgets::agreementText(*m_state);
    int room = statusBar()->width() - m_agreementLabel->contentsMargins().left() * 4;
    for (const QLabel* label : {m_machineLabel, m_libraryLabel, m_recordingLabel})
        room -= label->sizeHint().width() + statusBar()->layout()->spacing();
    const QString fitting =
        m_agreementLabel->fontMetrics().elidedText(words, Qt::ElideRight, std::max(room, 120));
    m_agreementLabel->setText(fitting);
    m_agreementLabel->setToolTip(fitting == words ? QString() : words);
}

void MainWindow::togglePlaying()
{
    if (isRunning(*m_state) && m_state->mode != scenario::Mode::Sweep)
        return;
    if (m_playback.playing())
        m_playback.pause();
    else
        m_playback.play();
    showInstant();
}

void MainWindow::step(int direction)
{
    if (direction < 0)
        m_playback.stepBack();
    else
        m_playback.stepForward();
    showInstant();
}

// Parameters move in strokes: what lies between is not worth preparing.
void MainWindow::renewInputs()
{
    constexpr int kRest = 250; // ms
    m_preview.requestStop();
    if (m_state->generation == 0)
        m_inputsTimer.start(kRest);
}

void MainWindow::prepareInputs()
{
    constexpr int kAgain = 20; // ms
    if (!m_scenario || measuring() || m_state->generation > 0)
        return;
    if (m_preview.busy()) { // with what was stopped
        m_inputsTimer.start(kAgain);
        return;
    }
    try {
        scenario::Request request = m_parameters->request();
        request.photos = m_photos;
        m_preview.start(*m_scenario, request, base::VariantId{static_cast<std::uint32_t>(m_stageVariant)});
    } catch (const scenario::ParameterError& error) {
        showProblem(withLabels(error.what()));
    }
}

void MainWindow::parametersChanged()
{
    if (isRunning(*m_state) && m_state->mode == scenario::Mode::Live) {
        try {
            scenario::Request request = m_parameters->request();
            request.photos = m_photos;
            m_session.change(request);
        } catch (const scenario::ParameterError& error) {
            showProblem(withLabels(error.what()));
        }
        return;
    }
    m_stale = m_state->generation > 0;
    renewInputs();
    showNotes();
}

// Figures are shown at the step of the run, which a run begins with; all other steps are texts.
void MainWindow::showPresenter()
{
    if (!m_presenter)
        return;
    const widgets::LessonStep step = m_lesson->step();
    if (step != widgets::LessonStep::Run)
        m_presenter->showLesson(slideContent(), step, m_lesson->text());
    else
        m_presenter->show(slideContent());
}

widgets::SlideContent MainWindow::slideContent() const
{
    widgets::SlideContent content;
    content.info = m_scenario ? &m_scenario->info() : nullptr;
    content.state = m_state;
    content.inputs = m_inputs;
    content.machine = m_machine;
    content.libraries = libraries();
    content.date = QDateTime::currentDateTime().date().toString(Qt::ISODate);
    content.chart = m_chart->choice();
    content.playhead = m_playback.time() < m_playback.duration() ? m_playback.time() : 0;
    return content;
}

QString MainWindow::withLabels(std::string_view sentence) const
{
    QString words = QString::fromUtf8(sentence.data(), static_cast<qsizetype>(sentence.size()));
    if (!m_scenario)
        return words;
    for (const scenario::Parameter& parameter : m_scenario->info().parameters)
        words.replace(QStringLiteral("'%1'").arg(QString::fromStdString(parameter.name)),
                      QStringLiteral("'%1'").arg(QString::fromStdString(parameter.label)));
    return words;
}

void MainWindow::showProblem(const QString& sentence)
{
    statusBar()->showMessage(sentence, kMessageTime);
    m_stagePanel->setNote(sentence);
}

} // namespace lab::app
