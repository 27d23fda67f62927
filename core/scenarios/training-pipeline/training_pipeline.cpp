// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/training-pipeline/training_pipeline.h"

#include "core/scenarios/training-pipeline/pipeline_experiment.h"

namespace lab::scenarios::training_pipeline {

namespace {

using namespace scenario;

std::vector<Parameter> parameters()
{
    using Scale = Parameter::Scale;
    return {
        Parameter::integer("prefetch", "Prefetch depth", "", 3, 1, 16, Scale::Logarithmic,
                           "How many batches may be on their way ahead of the one that is trained."),
        Parameter::integer("loaders", "Loaders", "", 2, 1, 8, Scale::Linear,
                           "How many workers load at the same time, in the variant with several."),
        Parameter::integer("load", "Loading", "%", 100, 0, 400, Scale::Linear,
                           "Emulated storage latency of a batch, in % of what processing it takes here."),
        Parameter::integer("train", "Training", "%", 100, 0, 400, Scale::Linear,
                           "How long the emulated GPU trains on a batch, in % of what processing it takes "
                           "here; at least as long as the mathematics really takes."),
        Parameter::integer("batch", "Batch size", "", 64, 16, 512, Scale::Logarithmic, "Images in a batch."),
        Parameter::integer("batches", "Batches", "", 16, 2, 64, Scale::Logarithmic,
                           "How many batches one iteration trains on."),
        Parameter::integer("passes", "Augmentations", "", 2, 1, 16, Scale::Logarithmic,
                           "How often each image is turned, enlarged and moved while it is processed."),
        Parameter::integer("launch", "Launch latency", "µs", 20, 0, 1000, Scale::Linear,
                           "From handing a training step to an idle GPU until it begins."),
        Parameter::choice("device", "GPU", {{"emulated", "emulated"}, {"gpu", "oneDNN's"}},
                          "Trains on an emulated GPU, or on one that oneDNN reports; then its times are real "
                          "and the two settings above for it have no effect."),
    };
}

Sweep sweepOf(const char* key, const char* label, const char* axis, std::vector<std::int64_t> values)
{
    Sweep sweep;
    sweep.key = key;
    sweep.label = label;
    sweep.parameter = key;
    sweep.values = std::move(values);
    sweep.series = {{"pipelined", {}, std::size_t{kPipeline}},
                    {"several loaders", {}, std::size_t{kLoaders}}};
    sweep.axisLabel = axis;
    return sweep;
}

ScenarioInfo describe()
{
    ScenarioInfo info;
    info.id = "training-pipeline";
    info.title = "Training pipeline";
    info.summary = "While a GPU trains on one batch, the next can be made ready.";
    info.expected = Verdict::Helps;
    info.lesson = "training-pipeline.md";
    info.samples.need = SampleUse::Need::Labelled;
    info.emulated =
        "the storage's latency is set and, unless oneDNN's GPU is chosen, the time of the GPU's kernels and "
        "its launch latency are, too; wall time and idle time are measured";
    info.parameters = parameters();
    info.unused = {{{"train", "launch"},
                    {{"device", std::string("gpu")}},
                    "The GPU that oneDNN reports takes the time it takes."}};
    info.variants = {
        {kKeys[kSequential], "One after the other",
         "Each batch is loaded, processed and trained on, then the next.", false, kSequential},
        {kKeys[kPipeline], "Pipelined", "While the GPU trains, the next batches are loaded and processed.",
         true, kSequential},
        {kKeys[kLoaders], "Pipelined, several loaders",
         "The same, with several batches being loaded at a time.", true, kSequential},
    };
    for (const std::size_t piped : {kPipeline, kLoaders})
        info.variants[piped].plan = Plan::Pipeline;
    info.main = kPipeline;
    info.charts = {ChartKind::Ladder};
    info.observe = {Observable::DeviceIdle, Observable::PathPart, Observable::SecondCause,
                    Observable::WhoDid,     Observable::Waited,   Observable::Fastest};
    info.sweeps = {
        sweepOf("prefetch", "Sweep prefetch depth", "prefetch depth", {1, 2, 3, 4, 6, 8, 12, 16}),
        sweepOf("load", "Sweep loading", "loading, % of processing", {0, 50, 100, 150, 200, 300, 400}),
        sweepOf("train", "Sweep training", "training, % of processing", {0, 50, 100, 150, 200, 300, 400})};
    for (std::size_t i = 1; i < info.sweeps.size(); ++i)
        info.sweeps[i].scale = Parameter::Scale::Linear;
    info.whatIfs = {{.key = "fast-loading",
                     .label = "Loading takes half the time",
                     .variant = kKeys[kPipeline],
                     .faster = {trace::State::Transfer},
                     .share = 0.5,
                     .part = "Loading",
                     .parameter = "load",
                     .factor = 0.5,
                     .assumption = "the workers take the batches in the recorded order"},
                    {.key = "fast-gpu",
                     .label = "The GPU is twice as fast",
                     .variant = kKeys[kPipeline],
                     .faster = {trace::State::DeviceBusy},
                     .share = 0.5,
                     .part = "The GPU's work",
                     .parameter = "train",
                     .factor = 0.5,
                     .assumption = "training is shorter by what is set, not by the mathematics, which real "
                                   "cores do"}};
    return info;
}

class TrainingPipeline : public Scenario
{
public:
    const ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<Experiment> prepare(const Request& request) const override
    {
        return std::make_unique<PipelineExperiment>(request);
    }

private:
    const ScenarioInfo m_info = describe();
};

} // namespace

std::unique_ptr<const Scenario> make()
{
    return std::make_unique<TrainingPipeline>();
}

} // namespace lab::scenarios::training_pipeline
