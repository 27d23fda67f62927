// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/network.h"
#include "core/scenario/scenario.h"
#include "core/scenarios/gradient-accumulation/groups.h"
#include "core/scenarios/gradient-accumulation/racing_sum.h"
#include "core/scenarios/gradient-accumulation/ways.h"
#include "core/scenarios/shared/samples.h"
#include "core/workers/traced_lock.h"

#include <array>
#include <atomic>
#include <deque>
#include <memory>
#include <span>
#include <vector>

namespace lab::scenarios::gradient_accumulation {

/// The network's gradient over a batch. Every worker computes a sample at a time, sums the gradients of a
/// group of samples on its own and then adds that to the common sum; a way without groups adds each.
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
        std::vector<float> sum; ///< of its samples: of a group's, or of all that it gets
        bool summed = false;    ///< own sums only: there is something in it
    };

    void computeReference(const scenario::Request& request);
    void estimateAtomics(int workers);
    void makeScenes(int workers);
    Groups groups(int workers) const { return {m_count, m_perGroup, workers}; }
    Worker& worker(std::size_t index);
    void computeGradient(Worker& worker, std::int64_t sample, std::span<float> gradient);
    void iterateSequential(const workers::WorkerPool& pool, trace::Recorder* recorder);
    void iterateGroups(Way way, workers::WorkerPool& pool, trace::Recorder* recorder);
    void iterateOwnSums(workers::WorkerPool& pool, trace::Recorder* recorder);
    bool sumUp(const Group& group, Worker& worker, base::TaskId task, const workers::WorkerPool& pool,
               trace::LaneWriter* writer);
    void addUp(std::size_t slice, std::size_t slices);
    void add(Way way, const Group& group, std::size_t index, trace::LaneWriter* writer);
    void addLayers(const Group& group, std::size_t index, trace::LaneWriter* writer);
    std::span<float> layerOf(std::vector<float>& values, std::size_t layer) const;
    std::vector<float> result(Way way) const;

    const std::int64_t m_count;    // samples
    const std::int64_t m_perGroup; // of them, if there are so many for each worker
    std::size_t m_lastGroups = 0;  // of the last iteration that had groups
    const kernels::Network m_network;
    const std::size_t m_size; // parameters
    SampleBatch m_samples;
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
