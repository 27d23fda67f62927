// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/tiny-operations/tiny_operations.h"

#include "core/scenario/sweep_result.h"
#include "core/scenarios/tiny-operations/tiny_experiment.h"
#include "core/scenarios/tiny-operations/tiny_finding.h"

namespace lab::scenarios::tiny_operations {

namespace {

using namespace scenario;

std::vector<Variant> variants()
{
    std::vector<Variant> all = {
        {kKeys[kSequential], "One thread", "Squares one number after the other."},
        {kKeys[kThreads], "New threads", "Threads are created, square a part each, and are joined.", true},
        {kKeys[kTbb], "Warm workers", "Workers that already exist square a part each.", true},
        {kKeys[kTbbGrain], "Warm workers, by grain", "Workers that already exist take tasks of a given size.",
         true},
    };
    all[kThreads].ownThreads = true;
    all[kThreads].plan = Plan::NewThreads;
    return all;
}

std::vector<Sweep> sweeps()
{
    Sweep numbers;
    numbers.key = "numbers";
    numbers.label = "Sweep numbers";
    numbers.parameter = "numbers";
    for (std::int64_t decade = 10; decade < 100'000'000; decade *= 10) {
        numbers.values.push_back(decade);
        numbers.values.push_back(3 * decade);
    }
    numbers.values.push_back(100'000'000);
    numbers.series = {{"four new threads", {{"threads", std::int64_t{4}}}, std::size_t{kThreads}},
                      {"warm workers", {}, std::size_t{kTbb}},
                      {"warm workers, by grain", {}, std::size_t{kTbbGrain}}};
    numbers.axisLabel = "numbers";
    numbers.logarithmicSpeedup = true;
    Sweep cost = numbers;
    cost.key = "cost";
    cost.label = "Sweep cost of a number";
    cost.series.insert(cost.series.begin(), {"one thread", {}, std::size_t{kSequential}});
    cost.shows = Sweep::Shows::TimePerItem;
    return {numbers, cost};
}

ScenarioInfo describe()
{
    using Scale = Parameter::Scale;
    ScenarioInfo info;
    info.id = "tiny-operations";
    info.title = "Tiny operations";
    info.summary = "Squaring a thousand numbers: starting the workers costs more than the work.";
    info.expected = Verdict::Hurts;
    info.lesson = "tiny-operations.md";
    info.parameters = {
        Parameter::integer("numbers", "Numbers", "", 1000, 10, 100'000'000, Scale::Logarithmic,
                           "How many numbers are squared."),
        Parameter::integer("threads", "New threads", "", 4, 1, 64, Scale::Logarithmic,
                           "How many threads are created and joined each time."),
        Parameter::integer("grain", "Numbers per task", "", 10'000, 1, 10'000'000, Scale::Logarithmic,
                           "Grain size: how many numbers a worker takes at a time."),
    };
    info.variants = variants();
    info.main = kThreads;
    info.charts = {ChartKind::Ladder};
    info.sweeps = sweeps();
    return info;
}

class TinyOperations : public Scenario
{
public:
    const ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<Experiment> prepare(const Request& request) const override
    {
        return std::make_unique<TinyExperiment>(request);
    }
    SweepAnnotations annotate(const SweepResult& result, const Request&) const override
    {
        SweepAnnotations annotations;
        if (result.sweep.key == "numbers")
            annotations.finding = payingFrom(result);
        return annotations;
    }

private:
    const ScenarioInfo m_info = describe();
};

} // namespace

std::unique_ptr<const Scenario> make()
{
    return std::make_unique<TinyOperations>();
}

} // namespace lab::scenarios::tiny_operations
