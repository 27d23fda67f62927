// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/multi-gpu/multi_gpu.h"

#include "core/scenario/sweep_result.h"
#include "core/scenarios/multi-gpu/cluster_experiment.h"

namespace lab::scenarios::multi_gpu {

namespace {

using namespace scenario;

std::vector<Parameter> parameters()
{
    using Scale = Parameter::Scale;
    return {
        Parameter::integer("devices", "GPUs", "", 4, 1, 8, Scale::Linear,
                           "How many emulated GPUs there are."),
        Parameter::integer("micro", "Micro-batches", "", 4, 1, 32, Scale::Logarithmic,
                           "Into how many parts the batch is cut, in the variant with micro-batches."),
        Parameter::integer("batch", "Batch size", "", 64, 8, 256, Scale::Logarithmic,
                           "Images on which each step trains, on all GPUs together."),
        Parameter::integer("width", "Layer width", "", 256, 64, 512, Scale::Logarithmic,
                           "Neurons of each of the six hidden layers."),
        Parameter::integer("steps", "Steps", "", 1, 1, 8, Scale::Linear, "Training steps in one iteration."),
        Parameter::integer("throughput", "Throughput", "GFLOP/s", 5, 1, 200, Scale::Logarithmic,
                           "Of each emulated GPU: a kernel lasts its operations ÷ throughput, or as long as "
                           "the mathematics really takes."),
        Parameter::integer("bandwidth", "Bandwidth", "MB/s", 1000, 1, 100'000, Scale::Logarithmic,
                           "Of each link, in each direction."),
        Parameter::integer("latency", "Link latency", "µs", 20, 0, 5000, Scale::Linear,
                           "Of each transfer, whatever its size."),
        Parameter::integer("memory", "GPU memory", "KB", 16384, 256, 65536, Scale::Logarithmic,
                           "Of each GPU: weights, gradients and activations have to fit."),
    };
}

Sweep sweepOf(const char* key, const char* label, const char* axis, std::vector<std::int64_t> values)
{
    Sweep sweep;
    sweep.key = key;
    sweep.label = label;
    sweep.parameter = key;
    sweep.values = std::move(values);
    sweep.series = {{"data parallel", {}, std::size_t{kDataParallel}},
                    {"model parallel", {}, std::size_t{kModelParallel}},
                    {"micro-batches", {}, std::size_t{kMicroBatches}}};
    sweep.axisLabel = axis;
    return sweep;
}

ScenarioInfo describe()
{
    ScenarioInfo info;
    info.id = "multi-gpu";
    info.title = "Several GPUs";
    info.summary = "One training step on several GPUs: split the batch, or split the layers?";
    info.expected = Verdict::Depends;
    info.lesson = "multi-gpu.md";
    info.samples.need = SampleUse::Need::Labelled;
    info.emulated =
        "throughput and memory of the GPUs, bandwidth and latency of the links are set; wall time, "
        "idle time and bytes are measured";
    info.parameters = parameters();
    info.variants = {
        {kKeys[kOne], "One GPU", "One GPU trains on the whole batch.", false, kOne},
        {kKeys[kDataParallel], "Data parallel",
         "Each GPU has the whole network and a part of the batch; a ring adds up the gradients.", false,
         kOne},
        {kKeys[kModelParallel], "Model parallel",
         "Each GPU has some of the layers; they wait for each other.", false, kOne},
        {kKeys[kMicroBatches], "Model parallel, micro-batches",
         "The same, but the batch is cut so that all GPUs have something to do.", false, kOne},
    };
    for (Variant& variant : info.variants)
        variant.onDevices = true;
    info.variants[kOne].plan = Plan::AtOnce;
    info.variants[kDataParallel].plan = Plan::Merged;
    info.variants[kModelParallel].plan = Plan::ThereAndBack;
    info.variants[kMicroBatches].plan = Plan::ThereAndBackPipeline;
    info.main = kDataParallel;
    info.charts = {ChartKind::Ladder};
    info.observe = {Observable::DeviceIdle, Observable::PathPart, Observable::Fastest};
    info.sweeps = {sweepOf("devices", "Sweep GPUs", "GPUs", {1, 2, 3, 4, 5, 6, 7, 8}),
                   sweepOf("bandwidth", "Sweep bandwidth", "bandwidth, MB/s",
                           {10, 30, 100, 300, 1000, 3000, 10'000, 100'000}),
                   sweepOf("micro", "Sweep micro-batches", "micro-batches", {1, 2, 4, 8, 16, 32})};
    info.sweeps.front().scale = Parameter::Scale::Linear;
    info.sweeps.back().series = {{"micro-batches", {}, std::size_t{kMicroBatches}}};
    info.whatIfs = {{.key = "fast-links",
                     .label = "Links are twice as fast",
                     .variant = kKeys[kDataParallel],
                     .faster = {trace::State::Transfer},
                     .share = 0.5,
                     .part = "Sending",
                     .parameter = "bandwidth",
                     .factor = 2,
                     .assumption = "the latency of a transfer is halved, too"},
                    {.key = "fast-gpus",
                     .label = "GPUs are twice as fast",
                     .variant = kKeys[kDataParallel],
                     .faster = {trace::State::DeviceBusy},
                     .share = 0.5,
                     .part = "The GPUs' work",
                     .parameter = "throughput",
                     .factor = 2,
                     .assumption =
                         "a kernel is shorter by what is set, not by the mathematics, which real cores "
                         "do"}};
    return info;
}

class MultiGpu : public Scenario
{
public:
    const ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<Experiment> prepare(const Request& request) const override
    {
        return std::make_unique<ClusterExperiment>(request);
    }
    SweepAnnotations annotate(const SweepResult& result, const Request& request) const override
    {
        SweepAnnotations annotations;
        if (result.sweep.key != "micro")
            return annotations;
        const auto stages = static_cast<double>(
            std::min<std::int64_t>(integerOf(request.settings, "devices"), 7)); // no more than layers
        SweepAnnotations::Line line{"p · m ÷ (m + p − 1), equal stages", {}};
        for (const std::int64_t micro : result.sweep.values) {
            const auto m = static_cast<double>(micro);
            line.points.emplace_back(m, stages * m / (m + stages - 1));
        }
        annotations.models = {std::move(line)};
        return annotations;
    }

private:
    const ScenarioInfo m_info = describe();
};

} // namespace

std::unique_ptr<const Scenario> make()
{
    return std::make_unique<MultiGpu>();
}

} // namespace lab::scenarios::multi_gpu
