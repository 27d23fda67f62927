// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/forward-pass/forward_pass.h"

#include "core/scenarios/forward-pass/forward_experiment.h"

namespace lab::scenarios::forward_pass {

namespace {

using namespace scenario;

std::vector<Parameter> parameters()
{
    using Scale = Parameter::Scale;
    return {
        Parameter::integer("samples", "Samples", "", 256, 4, 1024, Scale::Logarithmic,
                           "How many images the batch holds."),
        Parameter::choice("network", "Network",
                          {{"trained", "784→128→64→10, trained"}, {"equal", "four equal layers, random"}},
                          "The trained network does nine tenths of its work in the first layer; it knows the "
                          "program's own images, and guesses at any others. Four equal "
                          "layers show what a pipeline gains when its stages are alike; their weights are "
                          "random, so that classes mean nothing."),
        Parameter::integer("microbatches", "Micro-batches", "", 4, 1, 64, Scale::Logarithmic,
                           "Into how many pieces the batch is cut for the pipeline of layers."),
    };
}

std::vector<Variant> variants()
{
    std::vector<Variant> all = {
        {"neurons", "Neuron by neuron", "One sample after the other, every neuron a loop over its inputs."},
        {"samples", "Sample by sample", "One sample after the other, every layer one product.", false,
         kNeurons},
        {"batch", "Whole batch", "All samples at once, every layer one product, on one worker.", false,
         kNeurons},
        {"split", "Batch over workers", "Each worker takes a part of the samples through all layers.", true,
         kBatch},
        {"layers", "Layers over workers", "Each worker owns layers; the batch passes from one to the next.",
         true, kBatch},
        {"micro-batches", "Micro-batches", "Each worker owns layers; pieces of the batch follow one another.",
         true, kBatch},
        {"relu-branch", "ReLU, if by if", "The first layer's ReLU alone, with a decision for every element.",
         false, kReluBranch},
        {"relu-vector", "ReLU, in vectors", "The same without decisions, several elements at once.", false,
         kReluBranch},
    };
    all[kBatch].plan = Plan::AtOnce;
    all[kLayers].plan = Plan::Stages;
    all[kMicroBatches].plan = Plan::Pipeline;
    return all;
}

std::vector<Sweep> sweeps()
{
    Sweep workers;
    workers.key = "workers";
    workers.label = "Sweep workers";
    workers.parameter = "workers";
    workers.series = {{"batch over workers", {}, std::size_t{kSplit}},
                      {"layers over workers", {}, std::size_t{kLayers}},
                      {"micro-batches", {}, std::size_t{kMicroBatches}}};
    workers.axisLabel = "workers";
    Sweep samples = workers;
    samples.key = "samples";
    samples.label = "Sweep samples";
    samples.parameter = "samples";
    samples.values = {4, 8, 16, 32, 64, 128, 256, 512};
    samples.axisLabel = "samples";
    Sweep pieces = workers;
    pieces.key = "microbatches";
    pieces.label = "Sweep micro-batches";
    pieces.parameter = "microbatches";
    pieces.values = {1, 2, 4, 8, 16, 32, 64};
    pieces.series = {{"trained network", {{"network", std::string("trained")}}, std::size_t{kMicroBatches}},
                     {"four equal layers", {{"network", std::string("equal")}}, std::size_t{kMicroBatches}}};
    pieces.axisLabel = "micro-batches";
    return {workers, samples, pieces};
}

ScenarioInfo describe()
{
    ScenarioInfo info;
    info.id = "forward-pass";
    info.title = "Forward pass";
    info.summary = "A network's layers wait for one another. What can still run in parallel?";
    info.expected = Verdict::Depends;
    info.lesson = "forward-pass.md";
    info.samples.need = SampleUse::Need::Images;
    info.parameters = parameters();
    info.variants = variants();
    info.sequential = kBatch;
    info.main = kSplit;
    info.question = {kLayers};
    info.isLadder = true;
    info.charts = {ChartKind::Ladder, ChartKind::Scaling};
    info.sweeps = sweeps();
    return info;
}

class ForwardPass : public Scenario
{
public:
    const ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<Experiment> prepare(const Request& request) const override
    {
        return std::make_unique<ForwardExperiment>(request);
    }

private:
    const ScenarioInfo m_info = describe();
};

} // namespace

std::unique_ptr<const Scenario> make()
{
    return std::make_unique<ForwardPass>();
}

} // namespace lab::scenarios::forward_pass
