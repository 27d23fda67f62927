// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: running, following and replaying.
#include "app/presenter/presenter_view.h"
#include "app/program/settings.h"
#include "app/window/main_window.h"
#include "app/window/sweep_dialog.h"
#include "app/window/window_phase.h"
#include "core/session/findings.h"
#include "widgets/panels/earlier_runs.h"
#include "widgets/panels/lesson_panel.h"
#include "widgets/panels/parameter_panel.h"
#include "widgets/panels/result_text.h"
#include "widgets/panels/rules.h"
#include "widgets/transport/transport_bar.h"

#include <QDateTime>
#include <QStatusBar>

#include <algorithm>
#include <utility>

namespace lab::app {

namespace {

// In Live mode the newest capture is shown in slow motion, over and over.
constexpr double kStrobeSeconds = 2.4;
constexpr int kCapturesAPass = 16; // while measuring, captures in which the playhead passes through once
constexpr base::Nanoseconds kViewTime = 150'000'000; // drawing takes a few frames at most

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
    session::RunOptions options;
    options.mode = session::Mode::Run;
    begin(std::move(options));
}

void MainWindow::toggleLive()
{
    if (isRunning(*m_state) && m_state->mode == session::Mode::Live) {
        m_session.requestStop();
        return;
    }
    session::RunOptions options;
    options.mode = session::Mode::Live;
    begin(std::move(options));
}

void MainWindow::startSweep(const QString& key)
{
    session::RunOptions options;
    options.mode = session::Mode::Sweep;
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
    session::RunOptions options;
    options.mode = session::Mode::Sweep;
    options.ownSweep = dialog.sweep();
    begin(std::move(options));
}

void MainWindow::begin(session::RunOptions options)
{
    if (!m_scenario)
        return;
    if (isRunning(*m_state) && m_state->mode != session::Mode::Live) { // whose points would be lost
        statusBar()->showMessage(m_state->mode == session::Mode::Sweep
                                     ? tr("A sweep is being measured: Space stops it.")
                                     : tr("A run is being measured: Space stops it."),
                                 kMessageTime);
        return;
    }
    leaveRules();
    m_stageWanted = false;
    options.scenario = m_scenario;
    options.request = m_parameters->request();
    m_own.addTo(options.request, m_scenario->info());
    options.viewTime = kViewTime;
    options.affinity = holdsWorkers();
    options.earlier = widgets::earlierRuns(m_machine, options);
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
    session::RunOptions options = *std::exchange(m_pending, std::nullopt);
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
        if (isRunning(*state) && state->mode == session::Mode::Run)
            movePlayhead(m_playback.duration() / kCapturesAPass);
        else if (liveInTurns(*state))
            movePlayhead(m_playback.duration() * m_sinceMove / kStrobeSeconds);
        m_sinceMove = 0;
        applyState(std::move(state));
    }
    if (isRunning(*m_state)) {
        if (m_state->mode == session::Mode::Live && !liveInTurns(*m_state)) {
            movePlayhead(m_playback.duration() * seconds / kStrobeSeconds);
            showInstant();
        } // Run and Sweep: nothing is painted but what is new
    } else if (m_playback.playing()) {
        m_playback.advance(seconds, m_reducedMotion);
        showInstant();
    }
}

bool MainWindow::liveInTurns(const session::RunState& state) const
{
    return isRunning(state) && state.mode == session::Mode::Live &&
           session::takesTurnsWithViews(m_machine.cores, state.request.workers);
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

void MainWindow::applyState(std::shared_ptr<const session::RunState> state)
{
    const bool wasRunning = isRunning(*m_state);
    m_state = std::move(state);
    const bool running = isRunning(*m_state);
    const bool onItsWay = std::exchange(m_restDue, true); // from here on the lanes are behind the stage
    showCaptures();
    m_transport->setRunning(running, m_state->mode == session::Mode::Live);
    showStatus();
    if (wasRunning && !running)
        finishRun();
    showInstant();
    if (!onItsWay)
        afterPainting([this] { showRest(); });
}

void MainWindow::finishRun()
{
    if (m_state->phase == session::Phase::Failed) {
        showProblem(withLabels(m_state->error));
        return;
    }
    if (m_state->mode == session::Mode::Sweep)
        return;
    keepFigures();
    m_playback.setTime(0);
    if (m_reducedMotion)
        m_playback.toEnd();
    else
        m_playback.play();
    if (m_state->phase == session::Phase::Finished && m_lesson->step() == widgets::LessonStep::Run &&
        !m_presenter)
        m_lesson->setStep(widgets::LessonStep::Why);
}

void MainWindow::keepFigures()
{
    widgets::keepRun(m_machine, *m_state, holdsWorkers());
    if (session::disturbanceOf(*m_state))
        return;
    for (const widgets::Rule& rule : widgets::rules()) {
        if (const auto figure = widgets::figureFor(rule, m_scenario->info(), *m_state, QDate::currentDate()))
            widgets::keepFigure(rule, *figure);
    }
}

void MainWindow::togglePlaying()
{
    if (isRunning(*m_state) && m_state->mode != session::Mode::Sweep)
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
        m_own.addTo(request, m_scenario->info());
        m_preview.start(*m_scenario, request, base::VariantId{static_cast<std::uint32_t>(m_stageVariant)});
    } catch (const scenario::ParameterError& error) {
        showProblem(withLabels(error.what()));
    }
}

void MainWindow::parametersChanged()
{
    if (isRunning(*m_state) && m_state->mode == session::Mode::Live) {
        try {
            scenario::Request request = m_parameters->request();
            m_own.addTo(request, m_scenario->info());
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

} // namespace lab::app
