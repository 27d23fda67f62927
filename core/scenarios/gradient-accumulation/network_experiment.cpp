// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/gradient-accumulation/network_experiment.h"

#include "core/scenarios/gradient-accumulation/gradient_scene.h"
#include "core/scenarios/shared/checksum.h"
#include "core/scenarios/shared/fashion.h"
#include "core/scenarios/shared/product.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

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
// [code then addTo()]
[[gnu::noinline]] void addTo(std::span<float> sum, std::span<const float> values)
{
    std::transform(sum.begin(), sum.end(), values.begin(), sum.begin(), std::plus<>());
}
// [end]

// [code then gradient-accumulation/atomic]
[[gnu::noinline]] void addAtomically(std::vector<std::atomic<float>>& sum, std::span<const float> values)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        sum[i].fetch_add(values[i], std::memory_order_relaxed);
}
// [end]

} // namespace

NetworkExperiment::Worker::Worker(const kernels::Network& network, std::size_t parameters)
    : pass(network, 1), gradient(parameters), sum(parameters)
{
}

NetworkExperiment::NetworkExperiment(const Request& request)
    : m_count(integerOf(request.settings, "samples")), m_perGroup(integerOf(request.settings, "group")),
      m_network(fashionNetwork()), m_size(static_cast<std::size_t>(m_network.parameterCount())),
      m_samples(samplesOf(request, m_count)), m_workers(kMostWorkers), m_sum(m_size), m_atomics(m_size),
      m_racing(m_size)
{
    for (std::size_t layer = 0; layer < m_network.layerCount(); ++layer)
        m_layerLocks.emplace_back(static_cast<std::uint32_t>(layer));
    computeReference(request);
    throwIfStopped(request);
    estimateAtomics(request.workers);
    makeScenes(request.workers);
}

void NetworkExperiment::computeReference(const Request& request)
{
    std::vector<double> sums(m_size, 0.0);
    std::vector<double> magnitudes(m_size, 0.0);
    m_shown.resize(m_network.layerCount());
    for (std::int64_t sample = 0; sample < m_count; ++sample) {
        throwIfStopped(request);
        const std::vector<float>& gradient = worker(0).gradient;
        computeGradient(worker(0), sample, worker(0).gradient);
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
void NetworkExperiment::estimateAtomics(int workers)
{
    const base::Nanoseconds begin = base::now();
    addAtomically(m_atomics, worker(0).gradient);
    const double estimate =
        static_cast<double>(base::now() - begin) * static_cast<double>(groups(workers).count());
    if (estimate > kLongestIteration)
        m_atomicCan = {false, "it would take more than " + std::to_string(std::lround(estimate * 1e-9)) +
                                  " s for so many samples"};
}

void NetworkExperiment::makeScenes(int workers)
{
    GradientPicture all;
    all.samples = m_count;
    all.parts = {{"", m_network.parameterCount(), kShownOfAll, m_shown.back()}};
    GradientPicture grouped = all;
    grouped.additions = static_cast<std::int64_t>(groups(workers).count());
    GradientPicture locked = grouped;
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
    GradientPicture racing = grouped;
    racing.sumTitle = "the sum, if nothing were lost";
    m_scenes[kSequential] = gradientScene(all);
    m_scenes[kAtomic] = gradientScene(grouped);
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
        if (worker)
            worker->summed = false;
    }
}

NetworkExperiment::Worker& NetworkExperiment::worker(std::size_t index)
{
    auto& slot = m_workers[index]; // made by the thread that uses it: slots are never shared
    if (!slot)
        slot = std::make_unique<Worker>(m_network, m_size);
    return *slot;
}

void NetworkExperiment::computeGradient(Worker& worker, std::int64_t sample, std::span<float> gradient)
{
    const float* image = m_samples.images.data() + sample * m_network.inputs(0);
    worker.pass.forward(m_network, image);
    worker.pass.backward(m_network, image,
                         std::span(m_samples.labels).subspan(static_cast<std::size_t>(sample), 1), gradient);
}

void NetworkExperiment::iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    const auto way = static_cast<Way>(variant.value);
    if (way == kSequential)
        iterateSequential(pool, recorder);
    else if (way == kOwnSums)
        iterateOwnSums(pool, recorder);
    else
        iterateGroups(way, pool, recorder);
}

void NetworkExperiment::iterateSequential(const workers::WorkerPool& pool, trace::Recorder* recorder)
{
    trace::LaneWriter* const writer = trace::writerOf(recorder, 0);
    Worker& own = worker(0);
    // [code work=network gradient-accumulation/sequential]
    for (std::int64_t sample = 0; sample < m_count && !pool.stopRequested(); ++sample) {
        {
            const ScopedSpan span(writer, State::Computing, kPassTask, static_cast<std::uint32_t>(sample));
            computeGradient(own, sample, own.gradient);
        }
        const ScopedSpan span(writer, State::Computing, kAddTask, static_cast<std::uint32_t>(sample));
        addTo(m_sum, own.gradient);
    }
    // [end]
}

void NetworkExperiment::iterateGroups(Way way, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    const base::TaskId ownSum = taskBehind(way == kStriped ? m_network.layerCount() : 1);
    const Groups divided = groups(pool.size());
    m_lastGroups = divided.count();
    // [code work=network gradient-accumulation/lock striped atomic unprotected]
    pool.forEach(m_lastGroups, 1, [&](std::size_t at, std::size_t index) {
        trace::LaneWriter* const writer = trace::writerOf(recorder, index);
        const Group samples = divided.at(at);
        if (sumUp(samples, worker(index), ownSum, pool, writer))
            add(way, samples, index, writer);
    });
    // [end]
}

// The first gradient is computed right into the sum, which need not be cleared then.
bool NetworkExperiment::sumUp(const Group& group, Worker& worker, base::TaskId task,
                              const workers::WorkerPool& pool, trace::LaneWriter* writer)
{
    // [code then sumUp()]
    for (std::int64_t i = 0; i < group.count; ++i) {
        if (pool.stopRequested())
            return false;
        const auto sample = static_cast<std::uint32_t>(group.first + i);
        {
            const ScopedSpan span(writer, State::Computing, kPassTask, sample);
            computeGradient(worker, sample, i == 0 ? worker.sum : worker.gradient);
        }
        if (i == 0)
            continue;
        const auto firsts = static_cast<std::uint32_t>(group.index + 1); // which are not added to anything
        const ScopedSpan span(writer, State::Computing, task, sample - firsts);
        addTo(worker.sum, worker.gradient);
    }
    return true;
    // [end]
}

void NetworkExperiment::iterateOwnSums(workers::WorkerPool& pool, trace::Recorder* recorder)
{
    // [code gradient-accumulation/own-sums]
    pool.forEach(static_cast<std::size_t>(m_count), 1, [&](std::size_t sample, std::size_t index) {
        trace::LaneWriter* const writer = trace::writerOf(recorder, index);
        Worker& own = worker(index);
        {
            const ScopedSpan span(writer, State::Computing, kPassTask, static_cast<std::uint32_t>(sample));
            computeGradient(own, static_cast<std::int64_t>(sample), own.summed ? own.gradient : own.sum);
        }
        const ScopedSpan span(writer, State::Computing, kAddTask, static_cast<std::uint32_t>(sample));
        if (std::exchange(own.summed, true))
            addTo(own.sum, own.gradient);
    });
    // [end]
    // [code gradient-accumulation/own-sums]
    const auto slices = static_cast<std::size_t>(pool.size());
    pool.forEach(slices, 1, [&](std::size_t slice, std::size_t index) {
        const ScopedSpan span(trace::writerOf(recorder, index), State::Computing, taskBehind(1),
                              static_cast<std::uint32_t>(slice));
        addUp(slice, slices);
    });
    // [end]
}

void NetworkExperiment::add(Way way, const Group& group, std::size_t index, trace::LaneWriter* writer)
{
    const auto first = static_cast<std::uint32_t>(group.first);
    const auto count = static_cast<std::uint32_t>(group.count);
    const std::span<const float> sum = worker(index).sum;
    if (way == kOneLock) {
        // [code work=network gradient-accumulation/lock]
        m_lock.hold(writer, kAddTask, first, count, [&] { addTo(m_sum, sum); });
        // [end]
        return;
    }
    if (way == kStriped) {
        addLayers(group, index, writer);
        return;
    }
    // [code work=network gradient-accumulation/atomic unprotected]
    const ScopedSpan span(writer, State::Computing, kAddTask, first, count);
    if (way == kAtomic)
        addAtomically(m_atomics, sum);
    else
        m_racing.add(0, sum);
    // [end]
}

// Each worker begins with another layer, so that they meet less often.
void NetworkExperiment::addLayers(const Group& group, std::size_t index, trace::LaneWriter* writer)
{
    const std::size_t layers = m_network.layerCount();
    // [code gradient-accumulation/striped]
    for (std::size_t i = 0; i < layers; ++i) {
        const std::size_t layer = (i + index) % layers;
        const base::TaskId task{static_cast<std::uint16_t>(kAddTask.index() + layer)};
        m_layerLocks[layer].hold(writer, task, static_cast<std::uint32_t>(group.first),
                                 static_cast<std::uint32_t>(group.count),
                                 [&] { addTo(layerOf(m_sum, layer), layerOf(worker(index).sum, layer)); });
    }
    // [end]
}

std::span<float> NetworkExperiment::layerOf(std::vector<float>& values, std::size_t layer) const
{
    const std::size_t first = m_network.firstParameter(layer);
    return std::span(values).subspan(first, m_network.firstParameter(layer + 1) - first);
}

// [code then addUp()]
void NetworkExperiment::addUp(std::size_t slice, std::size_t slices)
{
    const std::size_t first = m_size * slice / slices;
    const std::size_t count = m_size * (slice + 1) / slices - first;
    for (const auto& worker : m_workers) {
        if (worker && worker->summed)
            addTo(std::span(m_sum).subspan(first, count), std::span(worker->sum).subspan(first, count));
    }
}
// [end]

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
    return variant.value == kUnprotected ? lostText(m_racing.additions(), m_lastGroups * m_size)
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
