// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/round.h"
#include "core/session/run_session.h"

#include <cstddef>
#include <deque>
#include <map>

namespace lab::session {

/// The body of a session's thread: one run, live stretch or sweep.
class RunLoop
{
public:
    RunLoop(RunSession& session, RunOptions options, RunState state, std::stop_token stop);

    /// Never throws: what goes wrong ends up in the state.
    void run();

private:
    static constexpr double kLongIteration = 100e6; ///< ns: followed while it runs, and recorded seldom

    scenario::Request stoppable(scenario::Request request) const;
    void prepare();
    void chooseMain();
    void verify();
    void measure();
    void live();
    void sweep();

    /// Goes on with other threads on other processors, and, where that does not take long, with the inputs
    /// prepared anew somewhere else in memory.
    void placeAnew();
    void measurePlacement();
    void measureRound();
    bool placementIsPrecise() const;
    /// Whether `variant` takes part in the round that comes next: it can run, and when one iteration lasts
    /// long, a few rounds must do.
    bool due(std::size_t variant) const;
    bool tookPart(std::size_t variant) const; ///< in this placement
    bool
    outlasts(std::size_t variant) const; ///< its iterations are long, and much longer than the main one's
    int workersOf(std::size_t variant, int asked) const;
    workers::WorkerPool& poolOf(std::size_t variant);
    bool timeVariants(Round& round, base::Nanoseconds length);
    bool timeScaling(Round& round, base::Nanoseconds length);
    std::optional<double> timeBurst(std::size_t variant, workers::WorkerPool& pool, base::Nanoseconds length,
                                    std::int64_t& iterations, Round& round);
    bool asksForCores(std::size_t variant, const workers::WorkerPool& pool) const;
    bool sharesCores(std::size_t variant, const workers::WorkerPool& pool) const;
    bool captureVariants();
    bool captureDue(std::size_t variant) const;
    void takeCapture(std::size_t variant);
    void keepNearestCaptures();
    void summarise();
    void summariseVariant(std::size_t variant, const KeptRounds& rounds);
    void summariseSpeedup(std::size_t variant, const KeptRounds& rounds);
    void summariseScaling(const KeptRounds& rounds);
    void summariseMachine(const KeptRounds& rounds);
    void followLive();
    void chooseRepresentatives();
    bool preciseEnough() const;
    /// What a series of a sweep that shows `compared` compares it with.
    std::uint32_t baseOf(const scenario::Experiment& experiment, const scenario::Sweep::Series& series,
                         std::uint32_t compared) const;
    scenario::SweepAnnotations annotations() const;
    bool tryPoint(std::size_t series, std::int64_t value);
    void measurePoint(std::size_t series, std::int64_t value);
    bool applyChange();
    std::uint64_t publish(Phase phase);
    void publishAndLetDraw();

    workers::WorkerPool& pool(int workers);
    bool holds(int workers) const; ///< each of so many to a processor
    void noteAffinity(const workers::WorkerPool& pool);
    /// Holds the calling thread where worker 0 belongs, or lets it go for a variant that creates threads.
    void placeCaller(const scenario::Variant& variant, workers::WorkerPool& pool);
    bool stopping() const { return m_stop.stop_requested(); }
    const scenario::ScenarioInfo& info() const { return m_options.scenario->info(); }

    RunSession& m_session;
    RunOptions m_options;
    RunState m_state;
    std::stop_token m_stop;
    std::shared_ptr<scenario::Experiment> m_experiment;
    std::map<int, std::unique_ptr<workers::WorkerPool>> m_pools;
    std::vector<Round> m_rounds;
    std::vector<int> m_ladder;
    int m_placement = 0;
    std::vector<std::byte> m_spacer;   // moves what is allocated after it
    base::Nanoseconds m_preparing = 0; // how long it took
    std::vector<double> m_estimates;   // ns an iteration when results were first verified, by variant
    std::vector<std::deque<std::shared_ptr<const Capture>>> m_captures; // newest last, by variant
    base::Nanoseconds m_begin = 0;
};

} // namespace lab::session
