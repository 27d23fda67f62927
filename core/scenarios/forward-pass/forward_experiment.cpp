// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/forward-pass/forward_experiment.h"

#include "core/scenarios/shared/checksum.h"
#include "core/scenarios/shared/fashion.h"
#include "core/scenarios/shared/product.h"

#include <algorithm>
#include <cmath>

namespace lab::scenarios::forward_pass {

namespace {

using namespace scenario;
using kernels::NetworkPass;
using kernels::Tensor;

constexpr double kLongestIteration = 2e9; // ns
constexpr std::int64_t kEqualWidth = 784;
constexpr std::uint64_t kEqualSeed = 7;
constexpr std::int64_t kFewestInPart = 4; // samples

kernels::Network networkOf(const Settings& settings)
{
    if (choiceOf(settings, "network") == "trained")
        return fashionNetwork();
    return kernels::Network::random({kEqualWidth, kEqualWidth, kEqualWidth, kEqualWidth, kEqualWidth, 10},
                                    kEqualSeed);
}

bool isRelu(std::uint32_t way)
{
    return way == kReluBranch || way == kReluVector;
}

// The largest column sum of |W|: how much an error in what enters a layer can grow in it.
double growth(const kernels::Network& network, std::size_t layer)
{
    const auto weights = network.weights(layer);
    const std::int64_t columns = network.outputs(layer);
    std::vector<double> sums(static_cast<std::size_t>(columns), 0.0);
    for (std::size_t i = 0; i < weights.size(); ++i)
        sums[i % sums.size()] += std::abs(static_cast<double>(weights[i]));
    return *std::max_element(sums.begin(), sums.end());
}

std::shared_ptr<const float[]> copyOf(std::span<const float> values, std::vector<std::int64_t> shape)
{
    Tensor tensor(std::move(shape));
    std::copy(values.begin(), values.end(), tensor.data());
    return tensor.shared();
}

} // namespace

ForwardExperiment::ForwardExperiment(const Request& request)
    : m_count(integerOf(request.settings, "samples")),
      m_microBatches(std::min(integerOf(request.settings, "microbatches"), m_count)),
      m_trained(choiceOf(request.settings, "network") == "trained"), m_network(networkOf(request.settings)),
      m_samples(samplesOf(request, m_count))
{
    throwIfStopped(request);
    for (std::size_t layer = 0; layer < layerCount(); ++layer) {
        m_work.emplace_back(std::vector<std::int64_t>{m_count, m_network.outputs(layer)});
        m_reference.emplace_back(std::vector<std::int64_t>{m_count, m_network.outputs(layer)});
    }
    computeReference();
    throwIfStopped(request);
    boundRounding();
    estimateNeurons();
    throwIfStopped(request);
    makeScenes(request.workers);
}

// By the program's own product, bias and ReLU, one layer after the other: no way of computing is its own
// judge.
void ForwardExperiment::computeReference()
{
    for (std::size_t layer = 0; layer < layerCount(); ++layer) {
        const kernels::MatmulShape shape{m_count, m_network.inputs(layer), m_network.outputs(layer)};
        const float* input = layer == 0 ? m_samples.images.data() : m_reference[layer - 1].data();
        Tensor sums = product(shape, input, m_network.weights(layer).data());
        const auto bias = m_network.bias(layer);
        for (std::int64_t i = 0; i < sums.size(); ++i)
            sums.data()[i] += bias[static_cast<std::size_t>(i % shape.columns)];
        if (layer == 0)
            m_beforeRelu = sums;
        if (layer + 1 == layerCount())
            kernels::softmax(sums.data(), m_count, shape.columns, m_reference[layer].data());
        else
            std::transform(sums.elements().begin(), sums.elements().end(), m_reference[layer].data(),
                           [](float sum) { return std::max(sum, 0.0f); });
    }
    m_reluReference = m_reference.front();
    m_afterRelu = Tensor(m_beforeRelu.shape());
}

// Each layer adds the rounding of its own sums and passes on what came in, at most multiplied by its largest
// column sum of |W|. ReLU and softmax make no difference larger.
void ForwardExperiment::boundRounding()
{
    double carried = 0;
    double largest = 0;
    for (std::size_t layer = 0; layer < layerCount(); ++layer) {
        const kernels::MatmulShape shape{m_count, m_network.inputs(layer), m_network.outputs(layer)};
        const float* input = layer == 0 ? m_samples.images.data() : m_reference[layer - 1].data();
        const double sums = largestSumOfMagnitudes(shape, input, m_network.weights(layer).data());
        carried = roundingBound(shape.inner + 1, sums + 1) + carried * growth(m_network, layer);
        largest = std::max(largest, carried);
    }
    m_tolerance = largest;
}

// Neuron by neuron takes seconds in the large network; the first sample tells how many.
void ForwardExperiment::estimateNeurons()
{
    const base::Nanoseconds begin = base::now();
    for (std::size_t layer = 0; layer < layerCount(); ++layer)
        kernels::layerByNeurons(m_network, layer, inputOf(layer, 0), outputOf(layer, 0));
    const double estimate = static_cast<double>((base::now() - begin) * m_count);
    if (estimate > kLongestIteration)
        m_neurons = {false, "it would take about " + std::to_string(std::lround(estimate * 1e-9)) +
                                " s for so many samples"};
}

void ForwardExperiment::makeScenes(int workers)
{
    const ForwardPicture picture{m_samples, m_network, m_reference, m_trained};
    const auto parts = std::max<std::int64_t>(1, std::min<std::int64_t>(workers, m_count / kFewestInPart));
    m_scenes[kNeurons] = networkScene(picture, kNeurons, 1);
    m_scenes[kSamples] = networkScene(picture, kSamples, 1);
    m_scenes[kBatch] = networkScene(picture, kBatch, m_count);
    m_scenes[kSplit] = networkScene(picture, kSplit, blockSize(parts));
    m_scenes[kLayers] = networkScene(picture, kLayers, m_count);
    m_scenes[kMicroBatches] = networkScene(picture, kMicroBatches, blockSize(m_microBatches));
    m_scenes[kReluBranch] = reluScene(m_beforeRelu, m_reluReference);
    m_scenes[kReluVector] = m_scenes[kReluBranch];
}

std::shared_ptr<const Scene> ForwardExperiment::scene(base::VariantId variant) const
{
    return m_scenes.at(variant.value);
}

std::vector<trace::LaneInfo> ForwardExperiment::lanes(base::VariantId variant, int workers) const
{
    const bool spread = variant.value == kSplit || variant.value == kLayers || variant.value == kMicroBatches;
    std::vector<trace::LaneInfo> lanes;
    for (int i = 1; i <= (spread ? workers : 1); ++i)
        lanes.push_back({"worker " + std::to_string(i), trace::LaneKind::Worker});
    return lanes;
}

Availability ForwardExperiment::availability(base::VariantId variant) const
{
    return variant.value == kNeurons ? m_neurons : Availability{};
}

// What an earlier way has left must not pass for the result of this one.
void ForwardExperiment::reset(base::VariantId variant)
{
    if (isRelu(variant.value)) {
        std::fill_n(m_afterRelu.data(), m_afterRelu.size(), -1.0f);
        return;
    }
    for (Tensor& activation : m_work)
        std::fill_n(activation.data(), activation.size(), -1.0f);
}

const float* ForwardExperiment::inputOf(std::size_t layer, std::int64_t sample) const
{
    const float* base = layer == 0 ? m_samples.images.data() : m_work[layer - 1].data();
    return base + sample * m_network.inputs(layer);
}

float* ForwardExperiment::outputOf(std::size_t layer, std::int64_t sample)
{
    return m_work[layer].data() + sample * m_network.outputs(layer);
}

ForwardExperiment::Passes& ForwardExperiment::passes(std::int64_t samples)
{
    Passes& found = m_passes[samples];
    found.resize(kMostWorkers);
    return found;
}

void ForwardExperiment::iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    switch (variant.value) {
    case kNeurons:
        computeNeurons(pool, recorder);
        break;
    case kSamples:
        computeSamples(pool, recorder);
        break;
    case kBatch:
        computeBatch(pool, recorder);
        break;
    case kSplit:
        computeSplit(pool, recorder);
        break;
    case kLayers:
        // [code forward-pass/layers]
        computeGroups(1, pool, recorder);
        // [end]
        break;
    case kMicroBatches:
        // [code forward-pass/micro-batches]
        computeGroups(m_microBatches, pool, recorder);
        // [end]
        break;
    default:
        computeRelu(variant.value == kReluBranch, recorder);
    }
}

double ForwardExperiment::differenceFromSequential(base::VariantId variant)
{
    const bool relu = isRelu(variant.value);
    const Tensor& result = relu ? m_afterRelu : m_work.back();
    Tensor& kept = m_results.at(variant.value);
    kept = Tensor(result.shape());
    std::copy_n(result.data(), result.size(), kept.data());
    if (relu)
        return kernels::largestDifference(m_afterRelu.elements(), m_reluReference.elements());
    double largest = 0;
    for (std::size_t layer = 0; layer < layerCount(); ++layer)
        largest = std::max(
            largest, kernels::largestDifference(m_work[layer].elements(), m_reference[layer].elements()));
    return largest;
}

double ForwardExperiment::tolerance(base::VariantId variant) const
{
    return isRelu(variant.value) ? 0 : m_tolerance;
}

Work ForwardExperiment::work() const
{
    double products = 0;
    double bytes = static_cast<double>(m_samples.images.bytes());
    for (std::size_t layer = 0; layer < layerCount(); ++layer) {
        products += static_cast<double>(m_network.inputs(layer) * m_network.outputs(layer));
        bytes += static_cast<double>(m_work[layer].bytes());
    }
    bytes += static_cast<double>(m_network.parameterCount()) * sizeof(float);
    return {2 * products * static_cast<double>(m_count), bytes};
}

std::uint64_t ForwardExperiment::inputChecksum() const
{
    Checksum checksum;
    checksum.add(m_samples.images.elements());
    checksum.add(m_network.parameters());
    return checksum.value();
}

// Of the sum of the samples' cross-entropies, where labels are known: what a training step would use.
void ForwardExperiment::addGradients(std::vector<NamedArray>& arrays) const
{
    if (m_samples.labels.empty())
        return;
    NetworkPass pass(m_network, m_count);
    pass.forward(m_network, m_samples.images.data());
    std::vector<float> gradients(static_cast<std::size_t>(m_network.parameterCount()));
    pass.backward(m_network, m_samples.images.data(), m_samples.labels, gradients);
    const std::vector<float> labels(m_samples.labels.begin(), m_samples.labels.end());
    arrays.push_back({"labels", {m_count}, copyOf(labels, {m_count})});
    for (std::size_t layer = 0; layer < layerCount(); ++layer) {
        const std::string number = std::to_string(layer + 1);
        const std::int64_t inputs = m_network.inputs(layer);
        const std::int64_t outputs = m_network.outputs(layer);
        const std::span<const float> own = std::span<const float>(gradients).subspan(
            m_network.firstParameter(layer), static_cast<std::size_t>((inputs + 1) * outputs));
        const auto weights = static_cast<std::size_t>(inputs * outputs);
        arrays.push_back(
            {"gradient-weights-" + number, {inputs, outputs}, copyOf(own.first(weights), {inputs, outputs})});
        arrays.push_back({"gradient-bias-" + number, {outputs}, copyOf(own.subspan(weights), {outputs})});
    }
}

std::vector<NamedArray> ForwardExperiment::arrays() const
{
    static constexpr std::array<const char*, kWays> kNames = {
        "neurons", "samples", "batch", "split", "layers", "micro-batches", "relu-branch", "relu-vector"};
    std::vector<NamedArray> arrays = {{"images", m_samples.images.shape(), m_samples.images.shared()}};
    for (std::size_t layer = 0; layer < layerCount(); ++layer) {
        const std::string number = std::to_string(layer + 1);
        const std::int64_t inputs = m_network.inputs(layer);
        const std::int64_t outputs = m_network.outputs(layer);
        arrays.push_back(
            {"weights-" + number, {inputs, outputs}, copyOf(m_network.weights(layer), {inputs, outputs})});
        arrays.push_back({"bias-" + number, {outputs}, copyOf(m_network.bias(layer), {outputs})});
        arrays.push_back({"layer-" + number, m_reference[layer].shape(), m_reference[layer].shared()});
    }
    addGradients(arrays);
    arrays.push_back({"before-relu", m_beforeRelu.shape(), m_beforeRelu.shared()});
    for (std::uint32_t way = 0; way < kWays; ++way) {
        if (m_results[way].size() > 0)
            arrays.push_back({kNames[way], m_results[way].shape(), m_results[way].shared()});
    }
    return arrays;
}

} // namespace lab::scenarios::forward_pass
