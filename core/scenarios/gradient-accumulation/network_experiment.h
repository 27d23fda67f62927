// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/network.h"
#include "core/scenario/scenario.h"
#include "core/scenarios/gradient-accumulation/racing_sum.h"
#include "core/scenarios/gradient-accumulation/ways.h"
#include "core/scenarios/shared/fashion.h"
#include "core/workers/traced_lock.h"

#include <array>
#include <atomic>
#include <deque>
#include <memory>
#include <span>
#include <vector>

namespace lab::scenarios::gradient_accumulation {

/// The network's gradient over a batch, a sample at a time.
class NetworkExperiment : public scenario::Experiment
{
public:
    explicit NetworkExperiment(const scenario::Request& request);

    std::shared_ptr<const scenario::Scene> scene(base::VariantId variant) const override;
    std::vector<trace::LaneInfo> lanes(base::VariantId variant, int workers) const override;
    scenario::Availability availability(base::VariantId variant) const override;
    void reset(base::VariantId variant) override;
    void iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    double differenceFromSequential(base::VariantId variant) override;
    double tolerance(base::VariantId) const override { return m_tolerance; }
    std::string remark(base::VariantId variant) override;
    scenario::Work work() const override;
    std::uint64_t inputChecksum() const override;
    std::int64_t itemCount() const override { return m_count; }
    std::string itemName() const override { return "sample"; }
    std::vector<scenario::NamedArray> arrays() const override;

private:
    /// What one worker needs of its own. Made by the worker at first use.
    struct Worker
    {
        Worker(const kernels::Network& network, std::size_t parameters);

        kernels::NetworkPass pass;
        std::vector<float> gradient;
        std::vector<float> sum; ///< of its samples, where every worker has one
        bool added = false;     ///< something to that sum
    };

    void computeReference(const scenario::Request& request);
    void estimateAtomics();
    void makeScenes(int workers);
    Worker& worker(std::size_t index);
    std::span<const float> gradientOf(Worker& worker, std::int64_t sample);
    void iterateOwnSums(workers::WorkerPool& pool, trace::Recorder* recorder);
    void addUp(std::size_t slice, std::size_t slices);
    void add(Way way, std::int64_t sample, std::size_t index, trace::LaneWriter* writer);
    void addLayers(std::int64_t sample, std::size_t index, std::span<const float> gradient,
                   trace::LaneWriter* writer);
    std::span<float> layerOf(std::vector<float>& values, std::size_t layer) const;
    std::vector<float> result(Way way) const;

    const std::int64_t m_count; // samples
    const kernels::Network m_network;
    const std::size_t m_size; // parameters
    FashionSamples m_samples;
    std::vector<std::unique_ptr<Worker>> m_workers;
    std::vector<float> m_sum; // guarded by m_lock, or by m_layerLocks each its layer
    std::vector<std::atomic<float>> m_atomics;
    RacingSum m_racing;
    workers::TracedMutex m_lock{0};
    std::deque<workers::TracedMutex> m_layerLocks; // numbers 0, 1, …
    kernels::Tensor m_reference;                   // summed in double, then rounded
    std::vector<std::vector<float>> m_shown;       // by layer: samples × shown, for the scenes
    double m_tolerance = 0;
    scenario::Availability m_atomicCan;
    std::array<std::shared_ptr<const scenario::Scene>, kWays> m_scenes;
    std::array<kernels::Tensor, kWays> m_results; // of the ways that were verified
};

} // namespace lab::scenarios::gradient_accumulation
