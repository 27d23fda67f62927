// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/multi-gpu/cluster_experiment.h"

#include "core/scenarios/multi-gpu/layer_training.h"
#include "core/scenarios/multi-gpu/ring_training.h"
#include "core/scenarios/shared/checksum.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace lab::scenarios::multi_gpu {

namespace {

using namespace scenario;

constexpr double kWorthSaying = 0.02;

std::string percent(double share)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.0f %%", share * 100);
    return text;
}

} // namespace

ClusterExperiment::ClusterExperiment(const Request& request)
    : m_job(jobOf(request)), m_microBatches(integerOf(request.settings, "micro"))
{
    const std::int64_t devices = integerOf(request.settings, "devices");
    if (m_job.batch() < std::max(devices, m_microBatches))
        throw ParameterError("a batch of " + std::to_string(m_job.batch()) + " cannot be split over " +
                             std::to_string(std::max(devices, m_microBatches)) +
                             ": raise 'batch', or lower 'devices' or 'micro'");
    trainReference(request);
    for (const Way way : {kOne, kDataParallel, kModelParallel, kMicroBatches})
        make(way, request);
    const auto fits = [](const Availability& can) { return can.available; };
    if (std::none_of(m_availability.begin(), m_availability.end(), fits))
        throw ParameterError("nothing fits: " + m_availability[kModelParallel].note +
                             "; raise 'memory' or 'devices', or lower 'width' or 'batch'");
}

void ClusterExperiment::make(Way way, const Request& request)
{
    const auto devices = static_cast<std::size_t>(integerOf(request.settings, "devices"));
    try {
        if (way == kOne) {
            // [code multi-gpu/one]
            m_clusters[way] = std::make_unique<RingTraining>(m_job, 1, request);
            // [end]
        } else if (way == kDataParallel) {
            // [code multi-gpu/data-parallel]
            m_clusters[way] = std::make_unique<RingTraining>(m_job, devices, request);
            // [end]
        } else {
            // [code multi-gpu/model-parallel micro-batches]
            const std::int64_t parts = way == kMicroBatches ? m_microBatches : 1;
            auto cluster = std::make_unique<LayerTraining>(m_job, devices, parts, request);
            // [end]
            m_bubble = cluster->bubble();
            m_clusters[way] = std::move(cluster);
        }
    } catch (const workers::DeviceMemoryError& error) {
        m_availability[way] = {false, error.what()};
    }
}

// Gradients of parts of the batch are added up in another order than within one product: each weight's
// gradient is off by as many roundings of its largest term as there are samples and devices; what one step is
// off by the next steps carry on, and may double.
void ClusterExperiment::trainReference(const Request& request)
{
    kernels::Network network = m_job.network;
    kernels::NetworkPass pass(network, m_job.batch());
    std::vector<float> gradient(network.parameters().size());
    for (std::int64_t step = 0; step < m_job.steps; ++step) {
        throwIfStopped(request);
        pass.forward(network, m_job.images.data());
        pass.backward(network, m_job.images.data(), m_job.labels, gradient);
        double largest = 0;
        for (const float value : gradient)
            largest = std::max(largest, std::abs(double{value}));
        const auto roundings = static_cast<double>(m_job.batch() + 16);
        m_tolerance = 2 * m_tolerance + roundings *
                                            static_cast<double>(std::numeric_limits<float>::epsilon()) *
                                            (largest * static_cast<double>(m_job.rate) + 1e-3);
        kernels::sgdStep(network.parameters(), gradient, m_job.rate / static_cast<float>(m_job.batch()));
    }
    m_reference.assign(network.parameters().begin(), network.parameters().end());
}

std::shared_ptr<const Scene> ClusterExperiment::scene(base::VariantId variant) const
{
    return m_clusters.at(variant.value)->scene();
}

std::vector<trace::LaneInfo> ClusterExperiment::lanes(base::VariantId variant, int) const
{
    return m_clusters.at(variant.value)->lanes();
}

Availability ClusterExperiment::availability(base::VariantId variant) const
{
    return m_availability.at(variant.value);
}

void ClusterExperiment::reset(base::VariantId variant)
{
    m_clusters.at(variant.value)->reset();
}

void ClusterExperiment::iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    m_clusters.at(variant.value)->train(recorder, pool.stopToken());
}

double ClusterExperiment::differenceFromSequential(base::VariantId variant)
{
    const Outcome& outcome = m_clusters.at(variant.value)->outcome();
    if (!outcome.devicesAgree || outcome.weights.size() != m_reference.size())
        return std::numeric_limits<double>::infinity();
    double largest = 0;
    for (std::size_t i = 0; i < m_reference.size(); ++i)
        largest = std::max(largest, std::abs(double{outcome.weights[i]} - double{m_reference[i]}));
    return largest;
}

std::string ClusterExperiment::remark(base::VariantId variant)
{
    if (!m_clusters.at(variant.value))
        return {};
    const Outcome& outcome = m_clusters[variant.value]->outcome();
    std::string words;
    if (outcome.devices > 1 && variant.value == kDataParallel)
        words = outcome.devicesAgree
                    ? "weights equal on all " + std::to_string(outcome.devices) + " GPUs after every step; "
                    : "the GPUs' weights differ; ";
    words += workers::bytesText(outcome.bytesMoved) + " moved; GPUs idle " + percent(outcome.idle);
    if (variant.value == kMicroBatches)
        words += " (equal stages without transfers: " + percent(m_bubble) + ")";
    if (outcome.overrun > kWorthSaying)
        words += "; kernels took " + percent(outcome.overrun) + " longer than set: the cores compute for all";
    return words;
}

Work ClusterExperiment::work() const
{
    return {static_cast<double>(itemCount()), 0, "images/s", 1e-9};
}

std::uint64_t ClusterExperiment::inputChecksum() const
{
    Checksum checksum;
    checksum.add(m_job.images.elements());
    checksum.add(m_job.network.parameters());
    return checksum.value();
}

std::vector<NamedArray> ClusterExperiment::arrays() const
{
    const auto copyOf = [](std::span<const float> values) {
        auto copy = std::make_shared<float[]>(values.size());
        std::copy(values.begin(), values.end(), copy.get());
        return copy;
    };
    std::vector<NamedArray> arrays = {
        {"images", m_job.images.shape(), m_job.images.shared()},
        {"start", {m_job.network.parameterCount()}, copyOf(m_job.network.parameters())},
        {"reference", {m_job.network.parameterCount()}, copyOf(m_reference)}};
    for (std::uint32_t way = 0; way < kWays; ++way) {
        if (!m_clusters[way])
            continue;
        const std::vector<float>& weights = m_clusters[way]->outcome().weights;
        arrays.push_back({kKeys[way], {static_cast<std::int64_t>(weights.size())}, copyOf(weights)});
    }
    return arrays;
}

} // namespace lab::scenarios::multi_gpu
