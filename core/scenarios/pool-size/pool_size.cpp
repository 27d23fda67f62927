// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/pool-size/pool_size.h"

#include "core/scenario/sweep_result.h"
#include "core/scenarios/pool-size/pool_experiment.h"
#include "core/scenarios/pool-size/pool_finding.h"

namespace lab::scenarios::pool_size {

namespace {

using namespace scenario;

std::vector<Variant> variants()
{
    return {
        {kKeys[kCpuOne], "Computing, one worker", "Tasks that only compute, one after the other.", false,
         kCpuOne},
        {kKeys[kCpu], "Computing, pool", "Tasks that only compute, on a pool of workers.", true, kCpuOne},
        {kKeys[kIoOne], "Waiting, one worker", "Tasks that wait for storage, one after the other.", false,
         kIoOne},
        {kKeys[kIo], "Waiting, pool", "Tasks that wait for storage, on a pool of workers.", true, kIoOne},
        {kKeys[kMixedOne], "Mixed, one worker", "Tasks that wait, then compute, one after the other.", false,
         kMixedOne},
        {kKeys[kMixed], "Mixed, pool", "Tasks that wait, then compute, on a pool of workers.", true,
         kMixedOne},
    };
}

Sweep workersSweep()
{
    Sweep sweep;
    sweep.key = "workers";
    sweep.label = "Sweep pool size";
    sweep.parameter = "workers";
    sweep.series = {{"CPU-bound", {}, std::size_t{kCpu}},
                    {"I/O-bound", {}, std::size_t{kIo}},
                    {"mixed", {}, std::size_t{kMixed}}};
    sweep.axisLabel = "workers in the pool";
    sweep.workersPerCore = 8;
    return sweep;
}

ScenarioInfo describe()
{
    using Scale = Parameter::Scale;
    ScenarioInfo info;
    info.id = "pool-size";
    info.title = "Pool size";
    info.summary = "How many workers should a pool have? It depends on what its tasks wait for.";
    info.expected = Verdict::Depends;
    info.lesson = "pool-size.md";
    info.parameters = {
        Parameter::integer("tasks", "Tasks", "", 64, 8, 512, Scale::Logarithmic,
                           "How many tasks one iteration works through."),
        Parameter::integer("size", "Matrix size", "", 176, 16, 384, Scale::Logarithmic,
                           "A computing task multiplies two square matrices of this size; a mixed one does "
                           "half of that."),
        Parameter::integer(
            "wait", "Storage latency", "µs", 1000, 100, 10'000, Scale::Logarithmic,
            "How long the emulated storage lets a waiting task wait; a mixed one waits half of "
            "that."),
    };
    info.variants = variants();
    info.sequential = kMixedOne;
    info.main = kMixed;
    info.sweeps = {workersSweep()};
    return info;
}

class PoolSize : public Scenario
{
public:
    const ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<Experiment> prepare(const Request& request) const override
    {
        return std::make_unique<PoolExperiment>(request);
    }
    SweepAnnotations annotate(const SweepResult& result, const Request&) const override
    {
        SweepAnnotations annotations;
        if (result.sweep.key != "workers")
            return annotations;
        annotations.marks = rulesOfThumb(machineHere());
        annotations.finding = bestPools(result);
        return annotations;
    }

private:
    const ScenarioInfo m_info = describe();
};

} // namespace

std::unique_ptr<const Scenario> make()
{
    return std::make_unique<PoolSize>();
}

} // namespace lab::scenarios::pool_size
