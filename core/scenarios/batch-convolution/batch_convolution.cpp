// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/batch-convolution/batch_convolution.h"

#include "core/kernels/convolution.h"
#include "core/scenarios/batch-convolution/batch_scene.h"
#include "core/scenarios/batch-convolution/layer.h"
#include "core/scenarios/shared/checksum.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace lab::scenarios::batch_convolution {

namespace {

using namespace scenario;
using kernels::Convolution;
using kernels::ConvolutionShape;
using kernels::Tensor;

enum : std::uint32_t { kOneByOne = 0, kSpread = 1, kBatched = 2, kVariants = 3 };

constexpr base::TaskId kConvolve{0};
constexpr base::Nanoseconds kSleepPause = 5'000'000;
// Keep one call short enough to stop within 100 ms, and the whole within a classroom laptop's memory.
constexpr std::int64_t kMostMultiplyAddsPerCall = 2'500'000'000;
constexpr std::int64_t kMostBytes = std::int64_t{1} << 30;

ConvolutionShape shapeOf(const Settings& settings)
{
    const std::int64_t size = integerOf(settings, "size");
    return {integerOf(settings, "images"), integerOf(settings, "channels"), integerOf(settings, "filters"),
            size, size};
}

void checkExtent(const ConvolutionShape& shape)
{
    if (shape.multiplyAddsPerImage() > kMostMultiplyAddsPerCall)
        throw ParameterError("size " + std::to_string(shape.width) + " with " +
                             std::to_string(shape.channels) + " channels and " +
                             std::to_string(shape.filters) +
                             " filters is more than 2.5 billion multiply-adds an image: lower 'size', "
                             "'channels' or 'filters'");
    // Inputs twice (plain, and in oneDNN's layout twice over), results in both layouts for three variants.
    const std::int64_t floats =
        shape.images * shape.height * shape.width * (3 * shape.channels + 6 * shape.filters);
    if (floats > kMostBytes / std::int64_t{sizeof(float)})
        throw ParameterError(std::to_string(shape.images) + " images of size " + std::to_string(shape.width) +
                             " need " + std::to_string((floats * 4) >> 20) +
                             " MB and this scenario keeps to 1024: lower 'images', 'size', 'channels' or "
                             "'filters'");
}

class BatchExperiment : public Experiment
{
public:
    explicit BatchExperiment(const Request& request);

    std::shared_ptr<const Scene> scene(VariantId) const override { return m_scene; }
    std::vector<trace::LaneInfo> lanes(VariantId variant, int workers) const override;
    void iterate(VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    double differenceFromSequential(VariantId variant) override;
    double tolerance(VariantId) const override { return m_tolerance; }
    std::uint64_t inputChecksum() const override;
    std::int64_t itemCount() const override { return m_shape.images; }
    std::string itemName() const override { return "image"; }
    std::vector<NamedArray> arrays() const override;
    base::Nanoseconds pauseBeforeIteration() const override { return m_asleep ? kSleepPause : 0; }

private:
    struct Chunk
    { // a batched call's share; one unless the batch is very large
        std::int64_t first = 0;
        Convolution convolution;
        Convolution::Buffers buffers;
        Convolution::Workspace workspace;
    };

    void prepareImages(const Request& request);
    void prepareBatch(const Request& request);
    void convolveOne(std::size_t image, std::size_t worker, std::vector<Convolution::Buffers>& buffers,
                     trace::Recorder* recorder);
    void convolveBatch(workers::WorkerPool& pool, trace::Recorder* recorder);
    void collect(std::uint32_t variant, Tensor& maps) const;
    Tensor resultOf(std::uint32_t variant) const;

    ConvolutionShape m_shape;
    bool m_asleep;
    LayerInput m_input;
    Tensor m_weights;
    double m_tolerance = 0;

    std::optional<Convolution> m_single; // one image a call; shared by all workers
    // One a worker, made by the worker at its first image: slots are never shared.
    std::vector<std::optional<Convolution::Workspace>> m_workspaces;
    std::vector<Convolution::Buffers> m_oneByOne;
    std::vector<Convolution::Buffers> m_spread;
    std::vector<Chunk> m_batch;
    Tensor m_sequential;
    std::shared_ptr<const Scene> m_scene;
};

BatchExperiment::BatchExperiment(const Request& request)
    : m_shape(shapeOf(request.settings)), m_asleep(choiceOf(request.settings, "wake") == "asleep")
{
    checkExtent(m_shape);
    m_input = layerInput(m_shape.images, m_shape.channels, m_shape.width, request);
    throwIfStopped(request);
    m_weights = layerWeights(m_shape.filters, m_shape.channels, request.seed);
    prepareImages(request);
    prepareBatch(request);
    for (std::size_t i = 0; i < m_oneByOne.size(); ++i) {
        throwIfStopped(request);
        convolveOne(i, 0, m_oneByOne, nullptr);
    }
    m_sequential = resultOf(kOneByOne);
    m_scene = makeScene(m_input, m_sequential);

    // Each value sums 9 · channels products; reordering them may move it by that many roundings.
    const float largest = *std::max_element(m_sequential.elements().begin(), m_sequential.elements().end());
    m_tolerance = static_cast<double>(9 * m_shape.channels) *
                  static_cast<double>(std::numeric_limits<float>::epsilon()) *
                  std::max(16.0, static_cast<double>(largest));
}

void BatchExperiment::prepareImages(const Request& request)
{
    ConvolutionShape one = m_shape;
    one.images = 1;
    m_single.emplace(one, m_weights);
    m_workspaces.resize(kMostWorkers);
    const std::int64_t stride = m_shape.channels * m_shape.height * m_shape.width;
    for (std::int64_t i = 0; i < m_shape.images; ++i) {
        throwIfStopped(request);
        m_oneByOne.push_back(m_single->makeBuffers(m_input.images.data() + i * stride));
        m_spread.push_back(m_single->makeBuffers(m_input.images.data() + i * stride));
    }
}

void BatchExperiment::prepareBatch(const Request& request)
{
    const std::int64_t perCall =
        std::max<std::int64_t>(1, kMostMultiplyAddsPerCall / m_shape.multiplyAddsPerImage());
    const std::int64_t stride = m_shape.channels * m_shape.height * m_shape.width;
    for (std::int64_t first = 0; first < m_shape.images; first += perCall) {
        throwIfStopped(request);
        ConvolutionShape part = m_shape;
        part.images = std::min(perCall, m_shape.images - first);
        Convolution convolution(part, m_weights);
        auto buffers = convolution.makeBuffers(m_input.images.data() + first * stride);
        auto workspace = convolution.makeWorkspace();
        m_batch.push_back({first, std::move(convolution), std::move(buffers), std::move(workspace)});
    }
}

std::vector<trace::LaneInfo> BatchExperiment::lanes(VariantId variant, int workers) const
{
    std::vector<trace::LaneInfo> lanes;
    const int count = variant.value == kSpread ? workers : 1;
    for (int i = 1; i <= count; ++i)
        lanes.push_back({"worker " + std::to_string(i), trace::LaneKind::Worker});
    return lanes;
}

// Both variants that work image by image call this one function, so that they run the same machine code.
[[gnu::noinline]] void BatchExperiment::convolveOne(std::size_t image, std::size_t worker,
                                                    std::vector<Convolution::Buffers>& buffers,
                                                    trace::Recorder* recorder)
{
    // [code then batch-convolution/one-by-one spread]
    auto& workspace = m_workspaces[worker];
    if (!workspace)
        workspace.emplace(m_single->makeWorkspace());
    const trace::ScopedSpan span(trace::writerOf(recorder, worker), trace::State::Computing, kConvolve,
                                 static_cast<std::uint32_t>(image));
    m_single->execute(buffers[image], *workspace);
    // [end]
}

void BatchExperiment::convolveBatch(workers::WorkerPool& pool, trace::Recorder* recorder)
{
    // [code batch-convolution/batched]
    for (Chunk& chunk : m_batch) {
        if (pool.stopRequested())
            return;
        const trace::ScopedSpan span(trace::writerOf(recorder, 0), trace::State::Computing, kConvolve,
                                     static_cast<std::uint32_t>(chunk.first),
                                     static_cast<std::uint32_t>(chunk.convolution.shape().images));
        chunk.convolution.execute(chunk.buffers, chunk.workspace);
    }
    // [end]
}

void BatchExperiment::iterate(VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    switch (variant.value) {
    case kOneByOne:
        // [code batch-convolution/one-by-one]
        for (std::size_t i = 0; i < m_oneByOne.size() && !pool.stopRequested(); ++i)
            convolveOne(i, 0, m_oneByOne, recorder);
        // [end]
        break;
    case kSpread:
        // [code batch-convolution/spread]
        pool.forEach(m_spread.size(), 1, [&](std::size_t image, std::size_t worker) {
            convolveOne(image, worker, m_spread, recorder);
        });
        // [end]
        break;
    default:
        convolveBatch(pool, recorder);
    }
}

void BatchExperiment::collect(std::uint32_t variant, Tensor& maps) const
{
    const std::int64_t stride = m_shape.filters * m_shape.height * m_shape.width;
    if (variant == kBatched) {
        for (const Chunk& chunk : m_batch)
            chunk.convolution.copyResult(chunk.buffers, maps.data() + chunk.first * stride);
        return;
    }
    const auto& buffers = variant == kOneByOne ? m_oneByOne : m_spread;
    for (std::size_t i = 0; i < buffers.size(); ++i)
        m_single->copyResult(buffers[i], maps.data() + static_cast<std::int64_t>(i) * stride);
}

Tensor BatchExperiment::resultOf(std::uint32_t variant) const
{
    Tensor maps({m_shape.images, m_shape.filters, m_shape.height, m_shape.width});
    collect(variant, maps);
    return maps;
}

double BatchExperiment::differenceFromSequential(VariantId variant)
{
    return kernels::largestDifference(resultOf(variant.value).elements(), m_sequential.elements());
}

std::uint64_t BatchExperiment::inputChecksum() const
{
    Checksum checksum;
    checksum.add(m_input.images.elements());
    checksum.add(m_weights.elements());
    return checksum.value();
}

std::vector<NamedArray> BatchExperiment::arrays() const
{
    const auto named = [](std::string name, const Tensor& tensor) {
        return NamedArray{std::move(name), tensor.shape(), tensor.shared()};
    };
    return {named("images", m_input.images), named("weights", m_weights),
            named("one-by-one", resultOf(kOneByOne)), named("spread", resultOf(kSpread)),
            named("batched", resultOf(kBatched))};
}

ScenarioInfo describe()
{
    using Scale = Parameter::Scale;
    ScenarioInfo info;
    info.id = "batch-convolution";
    info.title = "Batch convolution";
    info.summary = "Images through a CNN layer: one after the other, or all at once?";
    info.expected = Verdict::Helps;
    info.lesson = "batch-convolution.md";
    info.independent = true;
    info.samples.need = SampleUse::Need::Images;
    info.parameters = {
        Parameter::integer("images", "Images", "", 4, 1, 1024, Scale::Logarithmic,
                           "How many images one iteration works through."),
        Parameter::integer("size", "Image size", "px", 28, 8, 512, Scale::Logarithmic,
                           "Width and height of an image."),
        Parameter::integer("channels", "Channels in", "", 16, 1, 64, Scale::Logarithmic,
                           "Channels of the input; 1 is a grey picture."),
        Parameter::integer("filters", "Filters out", "", 32, 1, 64, Scale::Logarithmic,
                           "Feature maps that the layer computes for each image."),
        Parameter::choice("wake", "Workers before a run", {{"awake", "awake"}, {"asleep", "asleep"}},
                          "Awake: iterations follow at once. Asleep: 5 ms pass before each, and waking a "
                          "worker is part of the time."),
    };
    info.variants = {
        {"one-by-one", "One after the other", "One worker convolves one image after the other.", false},
        {"spread", "Spread over workers", "Each free worker takes the next image.", true},
        {"batched", "One batched call", "One oneDNN call on one worker for the whole batch.", false},
    };
    info.variants[kBatched].plan = Plan::AtOnce;
    Sweep workers;
    workers.key = "workers";
    workers.label = "Sweep workers";
    workers.parameter = "workers";
    workers.series = {{"workers awake", {{"wake", std::string("awake")}}},
                      {"workers asleep", {{"wake", std::string("asleep")}}}};
    workers.axisLabel = "workers";
    Sweep work;
    work.key = "work";
    work.label = "Sweep work per image";
    // Filters would not do: oneDNN computes them in blocks of 16, so that 1 costs as much as 16.
    work.parameter = "size";
    work.values = {8, 11, 16, 22, 32, 45, 64, 90};
    work.series = workers.series;
    work.axisLabel = "work per image";
    work.xIsMeasuredWork = true;
    info.sweeps = {workers, work};
    info.whatIfs = {{.key = "balanced",
                     .label = "All workers have the same to do",
                     .variant = "spread",
                     .balanced = true,
                     .assumption = "the work can be cut at will"}};
    return info;
}

class BatchConvolution : public Scenario
{
public:
    const ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<Experiment> prepare(const Request& request) const override
    {
        return std::make_unique<BatchExperiment>(request);
    }

private:
    const ScenarioInfo m_info = describe();
};

} // namespace

std::unique_ptr<const Scenario> make()
{
    return std::make_unique<BatchConvolution>();
}

} // namespace lab::scenarios::batch_convolution
