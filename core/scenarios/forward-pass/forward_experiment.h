// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/network.h"
#include "core/scenario/scenario.h"
#include "core/scenarios/forward-pass/forward_scene.h"
#include "core/scenarios/forward-pass/layer_stages.h"
#include "core/scenarios/forward-pass/ways.h"
#include "core/scenarios/shared/samples.h"

#include <array>
#include <map>
#include <memory>
#include <vector>

namespace lab::scenarios::forward_pass {

/// A network and a batch of images, ready to be computed in every way.
class ForwardExperiment : public scenario::Experiment
{
public:
    explicit ForwardExperiment(const scenario::Request& request);

    std::shared_ptr<const scenario::Scene> scene(base::VariantId variant) const override;
    std::vector<trace::LaneInfo> lanes(base::VariantId variant, int workers) const override;
    scenario::Availability availability(base::VariantId variant) const override;
    void reset(base::VariantId variant) override;
    void iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    double differenceFromSequential(base::VariantId variant) override;
    double tolerance(base::VariantId variant) const override;
    scenario::Work work() const override;
    std::uint64_t inputChecksum() const override;
    std::int64_t itemCount() const override { return m_count; }
    std::string itemName() const override { return "sample"; }
    std::vector<scenario::NamedArray> arrays() const override;

private:
    using Passes = std::vector<std::unique_ptr<kernels::NetworkPass>>; // by worker, made at first use

    void computeReference();
    void addGradients(std::vector<scenario::NamedArray>& arrays) const;
    void boundRounding();
    void estimateNeurons();
    void makeScenes(int workers);
    void computeNeurons(workers::WorkerPool& pool, trace::Recorder* recorder);
    void computeSamples(workers::WorkerPool& pool, trace::Recorder* recorder);
    void computeBatch(workers::WorkerPool& pool, trace::Recorder* recorder);
    void computeSplit(workers::WorkerPool& pool, trace::Recorder* recorder);
    void computeGroups(std::int64_t blocks, workers::WorkerPool& pool, trace::Recorder* recorder);
    void computeRelu(bool branch, trace::Recorder* recorder);
    /// One layer of samples [first, first + count), with the softmax behind the last.
    void computeLayer(std::size_t layer, std::int64_t first, std::int64_t count, std::size_t worker);

    std::int64_t blockSize(std::int64_t blocks) const { return (m_count + blocks - 1) / blocks; }
    Passes& passes(std::int64_t samples);
    const float* inputOf(std::size_t layer, std::int64_t sample) const;
    float* outputOf(std::size_t layer, std::int64_t sample);
    std::size_t layerCount() const { return m_network.layerCount(); }

    const std::int64_t m_count; // samples
    const std::int64_t m_microBatches;
    const bool m_trained;
    kernels::Network m_network;
    SampleBatch m_samples;
    std::map<std::int64_t, Passes> m_passes; // by samples
    std::vector<kernels::Tensor> m_work;     // by layer: of the last iteration; the last are probabilities
    std::vector<kernels::Tensor> m_reference;
    kernels::Tensor m_beforeRelu; // what enters the first ReLU
    kernels::Tensor m_afterRelu;  // of the last iteration
    kernels::Tensor m_reluReference;
    double m_tolerance = 0;
    scenario::Availability m_neurons;
    std::array<std::shared_ptr<const scenario::Scene>, kWays> m_scenes;
    std::array<kernels::Tensor, kWays> m_results; // of the ways that were verified
};

} // namespace lab::scenarios::forward_pass
