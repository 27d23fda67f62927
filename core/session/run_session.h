// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/machine.h"
#include "core/scenario/registry.h"
#include "core/session/capacity_watch.h"
#include "core/session/measurement.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace lab::session {

enum class Mode : std::uint8_t { Run, Live, Sweep };

/// What to do. `scenario` must outlive the session.
struct RunOptions
{
    const scenario::Scenario* scenario = nullptr;
    scenario::Request request; ///< settings may be incomplete; they are completed and checked
    Mode mode = Mode::Run;
    std::string sweep;                            ///< key of the sweep, in Mode::Sweep
    std::optional<scenario::Sweep> ownSweep = {}; ///< instead of one of the scenario's, see sweepOver()
    double budgetSeconds = 8;      ///< Run begins no round later than this after measuring began
    bool affinity = true;          ///< workers are held to cores, each to one of its own as far as they go
    double wantedPrecision = 0.02; ///< Run ends when the main ratio's interval is narrower than this share
    /// Run, Sweep and, where takesTurnsWithViews(), Live wait after each publication until `shown` tells that
    /// the views have drawn it, at most this long: nothing is painted while something is measured. 0: there
    /// are no views.
    base::Nanoseconds viewTime = 0;
    std::vector<double> earlier =
        {}; ///< main speedups of earlier runs of the same, to be shown beside this one
};

enum class Phase : std::uint8_t { Idle, Preparing, Measuring, Finished, Stopped, Failed };

/// Where the workers that were measured ran.
enum class Affinity : std::uint8_t {
    Free,    ///< where the system put them
    Held,    ///< each on the processor it was told
    Refused, ///< where the system put them, because it does not let them be held
};

/// Everything the views know about a session, immutable. A new revision replaces it.
struct RunState
{
    std::uint64_t revision = 0;
    std::uint64_t generation = 0; ///< counts starts; views drop what belongs to an earlier one
    Phase phase = Phase::Idle;
    Mode mode = Mode::Run;
    std::string error;       ///< why it failed, for people
    bool badRequest = false; ///< it failed because of the request: other parameters would do
    std::string scenarioId;
    std::string emulated;      ///< ScenarioInfo::emulated
    scenario::Request request; ///< complete
    std::vector<VariantResult> variants;
    std::size_t mainVariant = 0;       ///< index of the variant that the big figure is about
    std::size_t sequentialVariant = 0; ///< that scaling and sweeps compare it with
    std::vector<ScalingPoint> scaling;
    std::optional<scenario::SweepResult> sweep;
    std::vector<LivePoint> live;
    int rounds = 0;
    int setAside = 0;   ///< rounds left out: disturbed, or throttled
    int throttled = 0;  ///< of those, in which the control group's quota was used up
    int placements = 0; ///< in how many the rounds were measured: threads and buffers placed anew for each
    int prepared = 0;   ///< for how many of them the inputs, too, were prepared anew
    /// Parallel speed that the machine gave meanwhile to `capacityWorkers` workers: `request.workers`, up to
    /// its cores. Medians over the kept rounds; 0: not probed.
    workers::Capacity capacity;
    int capacityWorkers = 0;
    bool virtualMachine = false;
    std::optional<double> quota; ///< machine::Machine::quota
    Affinity affinity = Affinity::Free;
    std::vector<double> earlier; ///< RunOptions::earlier
    double elapsedSeconds = 0;
    double budgetSeconds = 0;
    std::uint64_t inputChecksum = 0;
    std::int64_t items = 0;
    std::string itemName;
    scenario::Work work;
    std::vector<scenario::MachineFigure> machineFigures; ///< medians over the kept rounds
};

inline bool isRunning(const RunState& state)
{
    return state.phase == Phase::Preparing || state.phase == Phase::Measuring;
}

/// Runs one scenario at a time on a thread of its own. All calls from one controlling thread, except
/// `state`, which any thread may call. The destructor stops and joins.
class RunSession
{
public:
    explicit RunSession(machine::Machine machine);
    ~RunSession();
    RunSession(const RunSession&) = delete;
    RunSession& operator=(const RunSession&) = delete;

    /// Stops what is running, then begins. Throws ParameterError for options that cannot be used; what
    /// fails later is reported as Phase::Failed.
    void start(RunOptions options);

    /// In Live mode: go on with these settings and workers, keeping the history. Throws ParameterError.
    void change(const scenario::Request& request);

    /// Asks the run to end; it does within 100 ms. Results so far are kept.
    void requestStop();
    /// Waits until nothing runs.
    void wait();

    /// The views have drawn the state of this revision: measuring may go on.
    void shown(std::uint64_t revision);

    bool running() const;
    std::shared_ptr<const RunState> state() const;

    /// Inputs and results of the last run's experiment. Empty when there was none; not while running.
    std::vector<scenario::NamedArray> arrays() const;

private:
    friend class RunLoop;

    std::uint64_t publish(RunState state);
    void waitUntilShown(std::uint64_t revision, base::Nanoseconds longest, std::stop_token stop);

    const machine::Machine m_machine;
    mutable std::mutex m_mutex;
    std::shared_ptr<const RunState> m_state;            // guarded by m_mutex
    std::uint64_t m_shown = 0;                          // guarded by m_mutex
    CapacityWatch m_watch;                              // the run's thread
    std::condition_variable_any m_drawn;                // with m_mutex
    std::optional<scenario::Request> m_changed;         // guarded by m_mutex
    std::uint64_t m_revision = 0;                       // guarded by m_mutex
    std::uint64_t m_generation = 0;                     // controlling thread
    const scenario::Scenario* m_scenario = nullptr;     // controlling thread
    std::shared_ptr<scenario::Experiment> m_experiment; // the run's thread; the controlling one after wait()
    std::jthread m_thread;                              // controlling thread
};

/// Whether Live mode takes turns with the views, as Run does: where drawing would take a core from a worker,
/// iterations would show workers that never got to run.
bool takesTurnsWithViews(int cores, int workers);

/// Numbers of workers at which scaling is measured: 1, 2, 4 … up to the machine's cores, its hardware
/// threads, `chosen`, and from the cores on doubling up to `perCore` times as many; none above kMostWorkers.
std::vector<int> scalingLadder(const machine::Machine& machine, int chosen, int perCore = 2);

} // namespace lab::session
