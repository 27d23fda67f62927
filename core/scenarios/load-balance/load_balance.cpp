// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/load-balance/load_balance.h"

#include "core/analysis/load_balance.h"
#include "core/scenario/sweep_result.h"
#include "core/scenarios/load-balance/balance_experiment.h"

#include <algorithm>
#include <numeric>

namespace lab::scenarios::load_balance {

namespace {

using namespace scenario;

std::vector<Variant> variants()
{
    return {
        {kKeys[kOne], "One worker", "Row after row, from the shortest to the longest."},
        {kKeys[kBlocks], "Blocks", "Each worker gets a range of rows, all ranges of the same length.", true},
        {kKeys[kZigZag], "Zig-zag", "Each worker gets two shorter ranges: an early one and a late one.",
         true},
        {kKeys[kCyclic], "Cyclic", "Rows are dealt like cards, one to each worker in turn.", true},
        {kKeys[kCounter], "Shared counter",
         "Nothing is decided before: who is free takes the next rows from a counter.", true},
        {kKeys[kGuided], "Guided", "Who is free takes a part of what is left: large pieces first.", true},
        {kKeys[kTbb], "TBB's partitioner", "oneTBB halves the range wherever a worker comes for more.", true},
        {kKeys[kLongest], "Longest first", "The shared counter, beginning with the longest rows.", true},
    };
}

Sweep sweepOver(const char* key, const char* label, const char* parameter, std::vector<std::int64_t> values,
                const std::vector<Way>& ways, const char* axis)
{
    Sweep sweep;
    sweep.key = key;
    sweep.label = label;
    sweep.parameter = parameter;
    sweep.values = std::move(values);
    for (const Way way : ways)
        sweep.series.push_back({variants()[way].label, {}, std::size_t{way}});
    sweep.axisLabel = axis;
    return sweep;
}

ScenarioInfo describe()
{
    using Scale = Parameter::Scale;
    ScenarioInfo info;
    info.id = "load-balance";
    info.title = "Load balance";
    info.summary = "Rows of causal attention get longer and longer: who gets which, so that nobody waits?";
    info.expected = Verdict::Helps;
    info.lesson = "load-balance.md";
    info.parameters = {
        Parameter::integer("sequence", "Sequence", "", 512, 64, 4096, Scale::Logarithmic,
                           "How many rows there are; row i looks at the i rows up to itself."),
        Parameter::integer("width", "Width", "", 64, 16, 128, Scale::Logarithmic,
                           "Numbers in each query, key and value."),
        Parameter::integer("chunk", "Rows at a time", "", 1, 1, 256, Scale::Logarithmic,
                           "How many rows a worker takes from the shared counter; guided pieces have at "
                           "least as many."),
    };
    info.variants = variants();
    info.variants[kBlocks].plan = Plan::Blocks;
    info.variants[kZigZag].plan = Plan::ZigZag;
    info.variants[kLongest].plan = Plan::LastFirst;
    info.main = kBlocks;
    info.charts = {ChartKind::Ladder, ChartKind::Scaling};
    info.independent = true;
    info.sweeps = {
        sweepOver("workers", "Sweep workers", "workers", {}, {kBlocks, kZigZag, kCounter}, "workers"),
        sweepOver("chunk", "Sweep rows at a time", "chunk", {1, 2, 4, 8, 16, 32, 64, 128, 256},
                  {kCounter, kLongest}, "rows at a time"),
        sweepOver("sequence", "Sweep sequence", "sequence", {64, 128, 256, 512, 1024, 2048, 4096},
                  {kBlocks, kZigZag, kCounter}, "rows"),
    };
    info.whatIfs = {{.key = "balanced",
                     .label = "All workers have the same to do",
                     .variant = kKeys[kBlocks],
                     .balanced = true,
                     .realVariant = kKeys[kZigZag],
                     .assumption = "a row takes as long whoever computes it and whenever"}};
    return info;
}

// Work of the pieces when rows are taken `chunk` at a time.
std::vector<double> pieceCosts(std::int64_t rows, std::int64_t chunk, bool longestFirst)
{
    std::vector<double> costs;
    for (std::int64_t given = 0; given < rows; given += chunk) {
        const std::int64_t count = std::min(chunk, rows - given);
        const std::int64_t first = longestFirst ? rows - given - count : given;
        costs.push_back(static_cast<double>(count) * (static_cast<double>(2 * first + count + 1) / 2));
    }
    return costs;
}

/// Models take it that every worker has a core, that all cores are alike, and that taking work costs nothing.
SweepAnnotations ofChunks(const Sweep& sweep, const Request& request)
{
    SweepAnnotations annotations;
    SweepAnnotations::Line counter{"shared counter, a core each", {}};
    SweepAnnotations::Line bound{"at most: longest piece, or sum ÷ workers", {}};
    const std::int64_t rows = integerOf(request.settings, "sequence");
    for (const std::int64_t chunk : sweep.values) {
        const std::vector<double> costs = pieceCosts(rows, chunk, false);
        const double sum = std::accumulate(costs.begin(), costs.end(), 0.0);
        const auto x = static_cast<double>(chunk);
        counter.points.emplace_back(x, analysis::speedupOf(analysis::listSchedule(costs, request.workers)));
        bound.points.emplace_back(x, sum / analysis::shortestSchedule(costs, request.workers));
    }
    annotations.models = {std::move(bound), std::move(counter)};
    return annotations;
}

SweepAnnotations ofBlocks(const SweepResult& result, const Request& request)
{
    SweepAnnotations annotations;
    SweepAnnotations::Line line{"blocks: p ÷ (2 − 1/p)", {}};
    for (const SweepPoint& point : result.points) {
        const bool overWorkers = result.sweep.parameter == "workers";
        line.points.emplace_back(point.x, analysis::blocksSpeedup(overWorkers ? point.x : request.workers));
    }
    std::sort(line.points.begin(), line.points.end());
    line.points.erase(std::unique(line.points.begin(), line.points.end()), line.points.end());
    annotations.models.push_back(std::move(line));
    return annotations;
}

class LoadBalance : public Scenario
{
public:
    const ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<Experiment> prepare(const Request& request) const override
    {
        return std::make_unique<BalanceExperiment>(request);
    }
    SweepAnnotations annotate(const SweepResult& result, const Request& request) const override
    {
        if (result.sweep.parameter == "chunk")
            return ofChunks(result.sweep, request);
        if (result.sweep.parameter == "workers" || result.sweep.parameter == "sequence")
            return ofBlocks(result, request);
        return {};
    }

private:
    const ScenarioInfo m_info = describe();
};

} // namespace

std::unique_ptr<const Scenario> make()
{
    return std::make_unique<LoadBalance>();
}

} // namespace lab::scenarios::load_balance
