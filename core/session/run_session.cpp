// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/run_session.h"

#include "core/base/start_thread.h"
#include "core/session/run_loop.h"

#include <algorithm>

namespace lab::session {

RunSession::RunSession(machine::Machine machine)
    : m_machine(std::move(machine)), m_state(std::make_shared<const RunState>()),
      m_watch(m_machine.virtualMachine)
{
}

RunSession::~RunSession() = default; // m_thread, declared last, stops and joins first

void RunSession::start(RunOptions options)
{
    if (!options.scenario)
        throw scenario::ParameterError("a run needs a scenario");
    options.request = complete(options.scenario->info(), options.request);
    requestStop();
    wait();

    RunState state;
    const auto before = this->state();
    const bool keepsRun = options.mode == Mode::Sweep && before->mode != Mode::Live &&
                          before->scenarioId == options.scenario->info().id &&
                          sameWork(before->request, options.request);
    if (keepsRun) { // stays on screen while the sweep goes on beside it
        state = *before;
        state.error.clear();
        state.badRequest = false;
    } else {
        m_experiment.reset();
    }
    m_scenario = options.scenario;
    state.generation = ++m_generation;
    state.mode = options.mode;
    state.scenarioId = options.scenario->info().id;
    state.emulated = options.scenario->info().emulated;
    state.request = options.request;
    state.budgetSeconds = options.budgetSeconds;
    state.virtualMachine = m_machine.virtualMachine;
    state.quota = m_machine.quota;
    state.earlier = options.earlier;
    state.sweep.reset();
    {
        const std::scoped_lock lock(m_mutex);
        m_changed.reset();
    }
    state.phase = Phase::Preparing;
    publish(state);
    try {
        m_thread = base::startThread([this, options = std::move(options), state](std::stop_token stop) {
            RunLoop(*this, options, state, std::move(stop)).run();
        });
    } catch (const base::NoThread& error) {
        state.error = error.what();
        state.phase = Phase::Failed;
        publish(std::move(state));
    }
}

void RunSession::change(const scenario::Request& request)
{
    scenario::Request whole = m_scenario ? complete(m_scenario->info(), request) : request;
    const std::scoped_lock lock(m_mutex);
    m_changed = std::move(whole);
}

void RunSession::requestStop()
{
    m_thread.request_stop();
}

void RunSession::wait()
{
    if (m_thread.joinable())
        m_thread.join();
}

bool RunSession::running() const
{
    return isRunning(*state());
}

std::shared_ptr<const RunState> RunSession::state() const
{
    const std::scoped_lock lock(m_mutex);
    return m_state;
}

std::vector<scenario::NamedArray> RunSession::arrays() const
{
    return m_experiment ? m_experiment->arrays() : std::vector<scenario::NamedArray>{};
}

std::uint64_t RunSession::publish(RunState state)
{
    const std::scoped_lock lock(m_mutex);
    state.revision = ++m_revision;
    m_state = std::make_shared<const RunState>(std::move(state));
    return m_revision;
}

void RunSession::shown(std::uint64_t revision)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_shown = revision;
    }
    m_drawn.notify_all();
}

void RunSession::waitUntilShown(std::uint64_t revision, base::Nanoseconds longest, std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    m_drawn.wait_for(lock, std::move(stop), std::chrono::nanoseconds(longest),
                     [&] { return m_shown >= revision; });
}

bool takesTurnsWithViews(int cores, int workers)
{
    constexpr int kForViews = 2; // drawing, and what the window system does with it
    return cores < workers + kForViews;
}

std::vector<int> scalingLadder(const machine::Machine& machine, int chosen, int perCore)
{
    const int cores = std::min(machine.cores, scenario::kMostWorkers);
    std::vector<int> ladder = {cores, std::min(machine.processors, scenario::kMostWorkers), chosen};
    for (int workers = 1; workers < cores; workers *= 2)
        ladder.push_back(workers);
    for (int times = 2; times <= perCore; times *= 2)
        ladder.push_back(std::min(times * cores, scenario::kMostWorkers));
    std::sort(ladder.begin(), ladder.end());
    ladder.erase(std::unique(ladder.begin(), ladder.end()), ladder.end());
    return ladder;
}

} // namespace lab::session
