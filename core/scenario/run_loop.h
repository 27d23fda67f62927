// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/run_session.h"

#include <deque>
#include <map>

namespace lab::scenario {

/// The body of a session's thread: one run, live stretch or sweep.
class RunLoop
{
public:
    RunLoop(RunSession& session, RunOptions options, RunState state, std::stop_token stop);

    /// Never throws: what goes wrong ends up in the state.
    void run();

private:
    struct Round
    {
        double capacity = 0;
        std::vector<double> times;     ///< by variant; ns; 0: not measured in this round
        std::map<int, double> scaling; ///< main variant's ns by number of workers
        std::vector<MachineFigure> figures;
    };

    Request stoppable(Request request) const;
    void prepare();
    void chooseMain();
    void verify();
    void measure();
    void live();
    void sweep();

    void measureRound();
    /// Whether `variant` takes part in the round that comes next: it can run, and when one iteration lasts
    /// long, a few rounds must do.
    bool due(std::size_t variant) const;
    int workersOf(std::size_t variant, int asked) const;
    workers::WorkerPool& poolOf(std::size_t variant);
    bool timeVariants(Round& round, base::Nanoseconds length);
    bool timeScaling(Round& round, base::Nanoseconds length);
    bool captureVariants();
    void takeCapture(std::size_t variant);
    void summarise();
    void summariseVariant(std::size_t variant, const std::vector<const Round*>& kept);
    void summariseSpeedup(std::size_t variant, const std::vector<const Round*>& kept);
    void summariseScaling(const std::vector<const Round*>& kept);
    void summariseMachine(const std::vector<const Round*>& kept);
    void followLive();
    void chooseRepresentatives();
    std::vector<const Round*> keptRounds();
    bool preciseEnough() const;
    /// What a series of a sweep that shows `compared` compares it with.
    std::uint32_t baseOf(const Experiment& experiment, std::uint32_t compared) const;
    void measurePoint(std::size_t series, std::int64_t value);
    bool coresAreFree(int wanted);
    bool applyChange();
    std::uint64_t publish(Phase phase);
    void publishAndLetDraw();

    workers::WorkerPool& pool(int workers);
    bool stopping() const { return m_stop.stop_requested(); }
    const ScenarioInfo& info() const { return m_options.scenario->info(); }

    RunSession& m_session;
    RunOptions m_options;
    RunState m_state;
    std::stop_token m_stop;
    std::shared_ptr<Experiment> m_experiment;
    std::map<int, std::unique_ptr<workers::WorkerPool>> m_pools;
    std::vector<Round> m_rounds;
    std::vector<int> m_ladder;
    std::map<int, double> m_mostCapacity; // of a sweep, by number of workers
    std::vector<double> m_estimates;      // ns an iteration when results were first verified, by variant
    std::vector<std::deque<std::shared_ptr<const Capture>>> m_captures; // newest last, by variant
    base::Nanoseconds m_begin = 0;
};

} // namespace lab::scenario
