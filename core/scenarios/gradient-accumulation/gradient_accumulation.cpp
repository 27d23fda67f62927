// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/gradient-accumulation/gradient_accumulation.h"

#include "core/scenario/sweep_result.h"
#include "core/scenarios/gradient-accumulation/group_finding.h"
#include "core/scenarios/gradient-accumulation/network_experiment.h"
#include "core/scenarios/gradient-accumulation/toy_experiment.h"
#include "core/scenarios/gradient-accumulation/ways.h"

namespace lab::scenarios::gradient_accumulation {

namespace {

using namespace scenario;

constexpr std::int64_t kMostSamples = 4096;
constexpr const char* kGroupSweep = "group";

std::vector<Variant> variants()
{
    std::vector<Variant> all(kWays);
    all[kSequential] = {"sequential", "One sample after the other", "One worker computes and adds up."};
    all[kOneLock] = {"lock", "One lock",
                     "Whoever has summed up some gradients locks the whole sum and adds them.", true};
    all[kStriped] = {"striped", "A lock per layer", "Each layer's part of the sum has a lock of its own.",
                     true};
    all[kAtomic] = {"atomic", "Atomic additions", "No lock: every number is added by an atomic operation.",
                    true};
    all[kOwnSums] = {"own-sums", "A sum per worker",
                     "Every worker adds to a sum of its own; at the end these are added up.", true};
    all[kUnprotected] = {"unprotected", "No protection",
                         "Load, add, store, with nothing to keep others out: updates get lost.", true};
    all[kUnprotected].exact = false;
    all[kOneLock].plan = Plan::Locked;
    all[kOwnSums].plan = Plan::Merged;
    return all;
}

std::vector<Sweep> sweeps()
{
    Sweep group;
    group.key = kGroupSweep;
    group.label = "Sweep samples per addition";
    group.parameter = "group";
    group.values = {1, 2, 4, 8, 16, 32, 64};
    group.series = {{"one lock", {}, std::size_t{kOneLock}}, {"a sum per worker", {}, std::size_t{kOwnSums}}};
    group.overrides = {{"work", std::string("network")}};
    group.axisLabel = "samples per addition";
    Sweep samples;
    samples.key = "samples";
    samples.label = "Sweep samples";
    samples.parameter = "samples";
    samples.values = {4, 8, 16, 32, 64, 128, 256};
    samples.series = group.series;
    samples.overrides = group.overrides;
    samples.axisLabel = "samples";
    Sweep workers;
    workers.key = "workers";
    workers.label = "Sweep workers";
    workers.parameter = "workers";
    workers.series = {{"one lock", {}, std::size_t{kOneLock}},
                      {"a lock per layer", {}, std::size_t{kStriped}},
                      {"a sum per worker", {}, std::size_t{kOwnSums}}};
    workers.overrides = samples.overrides;
    workers.axisLabel = "workers";
    return {group, samples, workers};
}

ScenarioInfo describe()
{
    ScenarioInfo info;
    info.id = "gradient-accumulation";
    info.title = "Gradient accumulation";
    info.summary = "Many workers compute gradients, and all add to one sum: who guards it?";
    info.expected = Verdict::Helps;
    info.lesson = "gradient-accumulation.md";
    info.samples = {SampleUse::Need::Labelled, {{"work", std::string("network")}}};
    info.parameters = {
        Parameter::choice(
            "work", "Gradients", {{"network", "of the network"}, {"toy", "toy: three numbers"}},
            "Of a network that recognises clothes, or three gradients that can be added in the head."),
        Parameter::integer("samples", "Samples", "", 256, 4, kMostSamples, Parameter::Scale::Logarithmic,
                           "How many samples' gradients are added up. The toy has three."),
        Parameter::integer("group", "Samples per addition", "", 8, 1, kMostSamples,
                           Parameter::Scale::Logarithmic,
                           "How many each worker sums up on its own before it adds them to the common sum; "
                           "no more than its share. The toy adds each."),
    };
    info.unused = {{{"samples", "group", "workers", "seed"},
                    {{"work", std::string("toy")}},
                    "The toy always adds the same three gradients, by three workers, one at a time."}};
    info.firstLook = {{"work", std::string("toy")}};
    info.variants = variants();
    info.main = kOneLock;
    info.question.only = {{"work", std::string("network")}};
    info.charts = {ChartKind::Locks, ChartKind::Ladder, ChartKind::Scaling};
    info.observe = {Observable::Held,     Observable::WhoDid, Observable::SecondCause,
                    Observable::PathPart, Observable::Waited, Observable::Fastest};
    info.sweeps = sweeps();
    info.whatIfs = {
        {.key = "free-lock",
         .label = "The lock costs nothing",
         .variant = info.variants[kOneLock].key,
         .locksAreFree = true,
         .realVariant = info.variants[kOwnSums].key,
         .assumption = "adding takes as long without the lock, and nothing is added up at the end"}};
    return info;
}

class GradientAccumulation : public Scenario
{
public:
    const ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<Experiment> prepare(const Request& request) const override
    {
        if (choiceOf(request.settings, "work") == "toy")
            return std::make_unique<ToyExperiment>(request);
        return std::make_unique<NetworkExperiment>(request);
    }
    SweepAnnotations annotate(const SweepResult& result, const Request&) const override
    {
        SweepAnnotations annotations;
        if (result.sweep.key == kGroupSweep)
            annotations.finding = groupFinding(result.points, result.points.size() >= result.planned);
        return annotations;
    }

private:
    const ScenarioInfo m_info = describe();
};

} // namespace

std::unique_ptr<const Scenario> make()
{
    return std::make_unique<GradientAccumulation>();
}

} // namespace lab::scenarios::gradient_accumulation
