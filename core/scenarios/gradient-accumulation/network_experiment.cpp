// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/gradient-accumulation/network_experiment.h"

#include "core/scenarios/gradient-accumulation/gradient_scene.h"
#include "core/scenarios/shared/checksum.h"
#include "core/scenarios/shared/product.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace lab::scenarios::gradient_accumulation {

namespace {

using namespace scenario;
using kernels::Tensor;
using trace::ScopedSpan;
using trace::State;

constexpr std::int64_t kShownOfAll = 6;   // numbers of the gradient on the stage
constexpr std::int64_t kShownOfLayer = 4; // of each layer's
constexpr double kLongestIteration = 2e9; // ns

// One copy for all variants: inlined into each, they were compiled differently, and differed by a tenth.
[[gnu::noinline]] void addTo(std::span<float> sum, std::span<const float> values)
{
    std::transform(sum.begin(), sum.end(), values.begin(), sum.begin(), std::plus<>());
}

[[gnu::noinline]] void addAtomically(std::vector<std::atomic<float>>& sum, std::span<const float> values)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        sum[i].fetch_add(values[i], std::memory_order_relaxed);
}

} // namespace

NetworkExperiment::Worker::Worker(const kernels::Network& network, std::size_t parameters)
    : pass(network, 1), gradient(parameters), sum(parameters)
{
}

NetworkExperiment::NetworkExperiment(const Request& request)
    : m_count(integerOf(request.settings, "samples")), m_network(fashionNetwork()),
      m_size(static_cast<std::size_t>(m_network.parameterCount())),
      m_samples(fashionSamples(m_count, request.seed)), m_workers(kMostWorkers), m_sum(m_size),
      m_atomics(m_size), m_racing(m_size)
{
    for (std::size_t layer = 0; layer < m_network.layerCount(); ++layer)
        m_layerLocks.emplace_back(static_cast<std::uint32_t>(layer));
    computeReference(request);
    throwIfStopped(request);
    estimateAtomics();
    makeScenes(request.workers);
}

void NetworkExperiment::computeReference(const Request& request)
{
    std::vector<double> sums(m_size, 0.0);
    std::vector<double> magnitudes(m_size, 0.0);
    m_shown.resize(m_network.layerCount());
    for (std::int64_t sample = 0; sample < m_count; ++sample) {
        throwIfStopped(request);
        const std::span<const float> gradient = gradientOf(worker(0), sample);
        for (std::size_t i = 0; i < m_size; ++i) {
            sums[i] += double{gradient[i]};
            magnitudes[i] += std::abs(double{gradient[i]});
        }
        for (std::size_t layer = 0; layer < m_shown.size(); ++layer) { // the bias stands behind the weights
            const float* bias =
                gradient.data() + m_network.firstParameter(layer + 1) - m_network.outputs(layer);
            m_shown[layer].insert(m_shown[layer].end(), bias, bias + kShownOfAll);
        }
    }
    m_reference = Tensor({static_cast<std::int64_t>(m_size)});
    std::transform(sums.begin(), sums.end(), m_reference.data(),
                   [](double sum) { return static_cast<float>(sum); });
    m_tolerance = roundingBound(m_count + 1, *std::max_element(magnitudes.begin(), magnitudes.end()));
}

// An atomic addition costs many times a plain one; with many samples that takes longer than people wait.
void NetworkExperiment::estimateAtomics()
{
    const base::Nanoseconds begin = base::now();
    addAtomically(m_atomics, worker(0).gradient);
    const double estimate = static_cast<double>((base::now() - begin) * m_count);
    if (estimate > kLongestIteration)
        m_atomicCan = {false, "it would take more than " + std::to_string(std::lround(estimate * 1e-9)) +
                                  " s for so many samples"};
}

void NetworkExperiment::makeScenes(int workers)
{
    GradientPicture all;
    all.samples = m_count;
    all.parts = {{"", m_network.parameterCount(), kShownOfAll, m_shown.back()}};
    GradientPicture locked = all;
    locked.locked = true;
    GradientPicture layers = locked;
    layers.parts.clear();
    for (std::size_t layer = 0; layer < m_network.layerCount(); ++layer) {
        Part part{
            "layer " + std::to_string(layer + 1),
            static_cast<std::int64_t>(m_network.firstParameter(layer + 1) - m_network.firstParameter(layer)),
            kShownOfLayer,
            {}};
        for (std::size_t i = 0; i < m_shown[layer].size(); ++i) {
            if (static_cast<std::int64_t>(i) % kShownOfAll < kShownOfLayer)
                part.values.push_back(m_shown[layer][i]);
        }
        layers.parts.push_back(std::move(part));
    }
    GradientPicture own = all;
    own.slices = workers;
    GradientPicture racing = all;
    racing.sumTitle = "the sum, if nothing were lost";
    m_scenes[kSequential] = m_scenes[kAtomic] = gradientScene(all);
    m_scenes[kOneLock] = gradientScene(locked);
    m_scenes[kStriped] = gradientScene(layers);
    m_scenes[kOwnSums] = gradientScene(own);
    m_scenes[kUnprotected] = gradientScene(racing);
}

std::shared_ptr<const Scene> NetworkExperiment::scene(base::VariantId variant) const
{
    return m_scenes.at(variant.value);
}

std::vector<trace::LaneInfo> NetworkExperiment::lanes(base::VariantId variant, int workers) const
{
    std::vector<trace::LaneInfo> lanes;
    for (int i = 1; i <= (variant.value == kSequential ? 1 : workers); ++i)
        lanes.push_back({"worker " + std::to_string(i), trace::LaneKind::Worker});
    return lanes;
}

Availability NetworkExperiment::availability(base::VariantId variant) const
{
    return variant.value == kAtomic ? m_atomicCan : Availability{};
}

void NetworkExperiment::reset(base::VariantId variant)
{
    switch (variant.value) {
    case kAtomic:
        for (auto& element : m_atomics)
            element.store(0, std::memory_order_relaxed);
        break;
    case kUnprotected:
        m_racing.clear();
        break;
    default:
        std::fill(m_sum.begin(), m_sum.end(), 0.0f);
    }
    for (auto& worker : m_workers) {
        if (worker && worker->added)
            std::fill(worker->sum.begin(), worker->sum.end(), 0.0f);
        if (worker)
            worker->added = false;
    }
}

NetworkExperiment::Worker& NetworkExperiment::worker(std::size_t index)
{
    auto& slot = m_workers[index]; // made by the thread that uses it: slots are never shared
    if (!slot)
        slot = std::make_unique<Worker>(m_network, m_size);
    return *slot;
}

std::span<const float> NetworkExperiment::gradientOf(Worker& worker, std::int64_t sample)
{
    const float* image = m_samples.images.data() + sample * m_network.inputs(0);
    worker.pass.forward(m_network, image);
    worker.pass.backward(m_network, image,
                         std::span(m_samples.labels).subspan(static_cast<std::size_t>(sample), 1),
                         worker.gradient);
    return worker.gradient;
}

void NetworkExperiment::iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    const auto way = static_cast<Way>(variant.value);
    const auto work = [&](std::size_t sample, std::size_t index) {
        trace::LaneWriter* writer = trace::writerOf(recorder, index);
        {
            const ScopedSpan span(writer, State::Computing, kPassTask, static_cast<std::uint32_t>(sample));
            gradientOf(worker(index), static_cast<std::int64_t>(sample));
        }
        add(way, static_cast<std::int64_t>(sample), index, writer);
    };
    const auto count = static_cast<std::size_t>(m_count);
    if (way == kSequential) {
        for (std::size_t sample = 0; sample < count && !pool.stopRequested(); ++sample)
            work(sample, 0);
        return;
    }
    pool.forEach(count, 1, work);
    if (way == kOwnSums) {
        const auto slices = static_cast<std::size_t>(pool.size());
        pool.forEach(slices, 1, [&](std::size_t slice, std::size_t index) {
            const ScopedSpan span(trace::writerOf(recorder, index), State::Computing, reduceTask(1),
                                  static_cast<std::uint32_t>(slice));
            addUp(slice, slices);
        });
    }
}

void NetworkExperiment::add(Way way, std::int64_t sample, std::size_t index, trace::LaneWriter* writer)
{
    const auto unit = static_cast<std::uint32_t>(sample);
    Worker& own = worker(index);
    const std::span<const float> gradient = own.gradient;
    if (way == kOneLock) {
        m_lock.hold(writer, kAddTask, unit, 1, [&] { addTo(m_sum, gradient); });
        return;
    }
    if (way == kStriped) {
        addLayers(sample, index, gradient, writer);
        return;
    }
    const ScopedSpan span(writer, State::Computing, kAddTask, unit);
    if (way == kSequential) {
        addTo(m_sum, gradient);
    } else if (way == kAtomic) {
        addAtomically(m_atomics, gradient);
    } else if (way == kUnprotected) {
        m_racing.add(0, gradient);
    } else {
        addTo(own.sum, gradient);
        own.added = true;
    }
}

// Each worker begins with another layer, so that they meet less often.
void NetworkExperiment::addLayers(std::int64_t sample, std::size_t index, std::span<const float> gradient,
                                  trace::LaneWriter* writer)
{
    const std::size_t layers = m_network.layerCount();
    for (std::size_t i = 0; i < layers; ++i) {
        const std::size_t layer = (i + index) % layers;
        const std::size_t first = m_network.firstParameter(layer);
        const base::TaskId task{static_cast<std::uint16_t>(kAddTask.index() + layer)};
        m_layerLocks[layer].hold(writer, task, static_cast<std::uint32_t>(sample), 1, [&] {
            const std::span<float> target = layerOf(m_sum, layer);
            addTo(target, gradient.subspan(first, target.size()));
        });
    }
}

std::span<float> NetworkExperiment::layerOf(std::vector<float>& values, std::size_t layer) const
{
    const std::size_t first = m_network.firstParameter(layer);
    return std::span(values).subspan(first, m_network.firstParameter(layer + 1) - first);
}

void NetworkExperiment::addUp(std::size_t slice, std::size_t slices)
{
    const std::size_t first = m_size * slice / slices;
    const std::size_t count = m_size * (slice + 1) / slices - first;
    for (const auto& worker : m_workers) {
        if (worker && worker->added)
            addTo(std::span(m_sum).subspan(first, count), std::span(worker->sum).subspan(first, count));
    }
}

std::vector<float> NetworkExperiment::result(Way way) const
{
    std::vector<float> sum = m_sum;
    for (std::size_t i = 0; i < m_size; ++i) {
        if (way == kAtomic)
            sum[i] = m_atomics[i].load(std::memory_order_relaxed);
        else if (way == kUnprotected)
            sum[i] = m_racing.sum(i);
    }
    return sum;
}

double NetworkExperiment::differenceFromSequential(base::VariantId variant)
{
    const std::vector<float> sum = result(static_cast<Way>(variant.value));
    Tensor& kept = m_results.at(variant.value);
    kept = Tensor({static_cast<std::int64_t>(m_size)});
    std::copy(sum.begin(), sum.end(), kept.data());
    return kernels::largestDifference(kept.elements(), m_reference.elements());
}

std::string NetworkExperiment::remark(base::VariantId variant)
{
    return variant.value == kUnprotected
               ? lostText(m_racing.additions(), static_cast<std::uint64_t>(m_count) * m_size)
               : std::string();
}

Work NetworkExperiment::work() const
{
    return {static_cast<double>(m_count), 0, "k samples/s", 1e-6};
}

std::uint64_t NetworkExperiment::inputChecksum() const
{
    Checksum checksum;
    checksum.add(m_samples.images.elements());
    checksum.add(m_network.parameters());
    return checksum.value();
}

std::vector<NamedArray> NetworkExperiment::arrays() const
{
    static constexpr std::array<const char*, kWays> kNames = {"sequential", "lock",     "striped",
                                                              "atomic",     "own-sums", "unprotected"};
    Tensor labels({m_count});
    std::copy(m_samples.labels.begin(), m_samples.labels.end(), labels.data());
    std::vector<NamedArray> arrays = {{"images", m_samples.images.shape(), m_samples.images.shared()},
                                      {"labels", labels.shape(), labels.shared()},
                                      {"gradient", m_reference.shape(), m_reference.shared()}};
    for (std::uint32_t way = 0; way < kWays; ++way) {
        if (m_results[way].size() > 0)
            arrays.push_back({kNames[way], m_results[way].shape(), m_results[way].shared()});
    }
    return arrays;
}

} // namespace lab::scenarios::gradient_accumulation
