// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/run_control.h"

#include "app/lab/lab_model.h"
#include "app/program/settings.h"
#include "core/session/findings.h"
#include "widgets/panels/earlier_runs.h"
#include "widgets/panels/rules.h"

#include <QDate>

#include <algorithm>
#include <utility>

namespace lab::app {

namespace {

// In Live mode the newest capture is shown in slow motion, over and over.
constexpr double kStrobeSeconds = 2.4;
constexpr double kMostAtOnce = 0.2; // seconds of an event by event replay, of which nothing is to be missed
constexpr int kCapturesAPass = 16;  // while measuring, captures in which the playhead passes through once
constexpr base::Nanoseconds kViewTime = 150'000'000; // drawing takes a few frames at most
constexpr int kInputsRest = 250;                     // ms without a change
constexpr int kInputsAgain = 20;                     // ms

} // namespace

RunControl::RunControl(LabModel& model, QObject* parent)
    : QObject(parent), m_model(model), m_session(model.machine())
{
    m_inputsTimer.setSingleShot(true);
    connect(&m_inputsTimer, &QTimer::timeout, this, &RunControl::prepareInputs);
    connect(&model, &LabModel::scenarioChanged, this, &RunControl::leaveScenario);
    connect(&model, &LabModel::requestChanged, this, &RunControl::changeRequest);
    connect(&model, &LabModel::variantChanged, this, [this] {
        if (!m_model.begun()) // whose inputs are shown
            renewInputs();
    });
}

bool RunControl::measuring() const
{
    return isRunning(m_model.state()) || m_pending || m_checking;
}

void RunControl::toggleRun()
{
    if (measuring()) {
        stop();
        return;
    }
    begin({});
}

void RunControl::toggleLive()
{
    if (isRunning(m_model.state()) && m_model.state().mode == session::Mode::Live) {
        m_session.requestStop();
        return;
    }
    session::RunOptions options;
    options.mode = session::Mode::Live;
    begin(std::move(options));
}

void RunControl::sweep(const std::string& key)
{
    session::RunOptions options;
    options.mode = session::Mode::Sweep;
    options.sweep = key;
    begin(std::move(options));
}

void RunControl::sweep(const scenario::Sweep& own)
{
    session::RunOptions options;
    options.mode = session::Mode::Sweep;
    options.ownSweep = own;
    begin(std::move(options));
}

void RunControl::stop()
{
    if (m_pending.has_value() && std::exchange(m_checking, false))
        Q_EMIT checkMoved();
    m_pending.reset();
    m_session.requestStop();
}

void RunControl::end()
{
    m_inputsTimer.stop();
    m_preview.requestStop();
    stop();
}

void RunControl::begin(session::RunOptions options)
{
    if (!m_model.scenario())
        return;
    const session::RunState& state = m_model.state();
    if (m_checking) {
        Q_EMIT problem(tr("A prediction is being checked: Space stops it."));
        return;
    }
    if (isRunning(state) && state.mode != session::Mode::Live) { // whose points would be lost
        Q_EMIT problem(state.mode == session::Mode::Sweep ? tr("A sweep is being measured: Space stops it.")
                                                          : tr("A run is being measured: Space stops it."));
        return;
    }
    Q_EMIT beginning();
    options.scenario = m_model.scenario();
    options.request = m_model.wholeRequest();
    options.viewTime = kViewTime;
    options.affinity = holdsWorkers();
    options.earlier = widgets::earlierRuns(m_model.machine(), options);
    m_pending = std::move(options);
    m_preview.requestStop();
    m_session.requestStop();
    beginPending();
}

void RunControl::check(const scenario::Request& request)
{
    if (!m_model.scenario() || measuring())
        return;
    session::RunOptions options;
    options.scenario = m_model.scenario();
    options.request = request;
    options.affinity = holdsWorkers();
    m_pending = std::move(options);
    m_checking = true;
    m_model.pause(); // nothing is painted meanwhile
    m_preview.requestStop();
    beginPending();
}

// Waiting for a run or a preview to stop would block the window: it starts on a later tick instead.
void RunControl::beginPending()
{
    if (!m_pending || m_session.running() || m_preview.busy())
        return;
    session::RunOptions options = *std::exchange(m_pending, std::nullopt);
    try {
        m_session.start(std::move(options));
        if (m_checking) {
            Q_EMIT checkMoved();
            return;
        }
        m_model.setInstant(0);
        if (m_model.presenting() || m_model.lessonStep() < widgets::LessonStep::Run)
            m_model.setLessonStep(widgets::LessonStep::Run); // the wall shows figures at this step
        take(m_session.state());
    } catch (const std::exception& error) {
        if (std::exchange(m_checking, false))
            Q_EMIT checkMoved();
        Q_EMIT problem(m_model.withLabels(error.what()));
    }
}

// Its states are its own: none of them is shown in the place of the result that it checks.
void RunControl::followCheck()
{
    if (m_pending)
        return;
    auto state = m_session.state();
    if (state->revision == m_seen)
        return;
    m_seen = state->revision;
    if (!isRunning(*state)) {
        m_checking = false;
        m_left = state->generation;
        if (state->phase == session::Phase::Failed)
            Q_EMIT problem(m_model.withLabels(state->error));
        Q_EMIT checked(state);
    }
    Q_EMIT checkMoved();
}

void RunControl::tick(double seconds)
{
    m_sinceMove += seconds;
    beginPending();
    if (auto inputs = m_preview.take())
        m_model.setInputs(std::move(inputs));
    if (m_checking) {
        followCheck();
        return;
    }
    auto state = m_session.state();
    if (state->generation > m_left && state->revision != m_seen && m_model.info() &&
        state->scenarioId == m_model.info()->id) {
        m_toConfirm = state->revision;
        if (isRunning(*state) && state->mode == session::Mode::Run)
            m_model.moveOn(1.0 / kCapturesAPass);
        else if (liveInTurns(*state))
            m_model.follow(std::min(m_sinceMove, kMostAtOnce), m_sinceMove / kStrobeSeconds);
        m_sinceMove = 0;
        take(std::move(state));
    }
    const session::RunState& shown = m_model.state();
    if (!isRunning(shown))
        m_model.advance(seconds);
    else if (shown.mode == session::Mode::Live && !liveInTurns(shown))
        m_model.follow(seconds,
                       seconds / kStrobeSeconds); // Run and Sweep: nothing is painted but what is new
}

void RunControl::viewsHaveDrawn()
{
    if (m_toConfirm > 0)
        m_session.shown(std::exchange(m_toConfirm, 0));
}

// Nothing is painted but what is new, so that the workers get the cores.
bool RunControl::liveInTurns(const session::RunState& state) const
{
    return isRunning(state) && state.mode == session::Mode::Live &&
           session::takesTurnsWithViews(m_model.machine().cores, state.request.workers);
}

void RunControl::take(std::shared_ptr<const session::RunState> state)
{
    const bool ended = isRunning(m_model.state()) && !isRunning(*state);
    m_seen = state->revision;
    m_model.setState(std::move(state));
    if (ended)
        finish();
}

void RunControl::finish()
{
    const session::RunState& state = m_model.state();
    if (state.phase == session::Phase::Failed) {
        Q_EMIT problem(m_model.withLabels(state.error));
        return;
    }
    if (state.mode == session::Mode::Sweep)
        return;
    keepFigures();
    if (m_model.reducedMotion())
        m_model.toBest();
    else
        m_model.replay();
}

void RunControl::keepFigures() const
{
    const session::RunState& state = m_model.state();
    widgets::keepRun(m_model.machine(), state, holdsWorkers());
    if (session::disturbanceOf(state))
        return;
    for (const widgets::Rule& rule : widgets::rules()) {
        if (const auto figure = widgets::figureFor(rule, *m_model.info(), state, QDate::currentDate()))
            widgets::keepFigure(rule, *figure);
    }
}

void RunControl::leaveScenario()
{
    stop();
    m_left = m_session.state()->generation; // its parameters are gone, too
    renewInputs();
}

void RunControl::changeRequest()
{
    const session::RunState& state = m_model.state();
    if (!isRunning(state) || state.mode != session::Mode::Live) {
        renewInputs();
        return;
    }
    try {
        m_session.change(m_model.wholeRequest());
    } catch (const scenario::ParameterError& error) {
        Q_EMIT problem(m_model.withLabels(error.what()));
    }
}

void RunControl::renewInputs()
{
    m_preview.requestStop();
    if (!m_model.begun())
        m_inputsTimer.start(kInputsRest);
}

void RunControl::prepareInputs()
{
    if (!m_model.scenario() || measuring() || m_model.begun())
        return;
    if (m_preview.busy()) { // with what was stopped
        m_inputsTimer.start(kInputsAgain);
        return;
    }
    try {
        m_preview.start(*m_model.scenario(), m_model.wholeRequest(),
                        base::VariantId{static_cast<std::uint32_t>(m_model.chosenVariant())});
    } catch (const scenario::ParameterError& error) {
        Q_EMIT problem(m_model.withLabels(error.what()));
    }
}

} // namespace lab::app
