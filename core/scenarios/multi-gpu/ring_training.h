// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenarios/multi-gpu/cluster.h"

namespace lab::scenarios::multi_gpu {

/// Data parallel: every device has the whole network and its shard of the batch; gradients are added up by a
/// ring all-reduce (Patarasuk & Yuan 2009, "Bandwidth optimal all-reduce algorithms for clusters of
/// workstations"), then every device updates its own weights. With one device there is nothing to reduce.
class RingTraining : public Cluster
{
public:
    /// Throws workers::DeviceMemoryError when the network does not fit a device, and scenario::Stopped.
    RingTraining(const Job& job, std::size_t devices, const scenario::Request& request);

    std::vector<trace::LaneInfo> lanes() const override { return laneInfos(); }
    std::shared_ptr<const scenario::Scene> scene() const override { return m_scene; }

private:
    struct Replica
    {
        Replica(const Job& job, const Shard& part, std::size_t numbers);
        void forward(const Job& job);
        void backward(const Job& job);

        Shard shard;
        kernels::Network network;
        kernels::NetworkPass pass;
        std::vector<float> gradient;              ///< padded to a multiple of the number of devices
        std::vector<std::vector<float>> received; ///< chunks that are still to be added
        std::vector<double> losses;               ///< summed over the shard, a step each
        std::vector<std::uint64_t> fingerprints;  ///< of the weights, after each step
    };
    /// What of one training step later commands of the same step need.
    struct Moments
    {
        std::vector<workers::Event> ready; ///< by device: its newest chunk can be sent on
        std::vector<workers::Event> last;  ///< by device: everything so far
    };

    std::vector<workers::Event> enqueue(trace::Recorder* recorder, const std::stop_token& stop) override;
    void restart() override;
    void conclude(Outcome& outcome) const override;

    void compute(std::int64_t step, Moments& moments, trace::Recorder* recorder, const std::stop_token& stop);
    void reduce(std::int64_t step, std::size_t k, Moments& moments, trace::Recorder* recorder,
                const std::stop_token& stop);
    void gather(std::int64_t step, std::size_t k, Moments& moments, trace::Recorder* recorder,
                const std::stop_token& stop);
    void update(std::int64_t step, Moments& moments, trace::Recorder* recorder, const std::stop_token& stop);
    void apply(Replica& replica);

    std::size_t count() const { return m_replicas.size(); }
    std::size_t chunkSize() const { return m_replicas.front()->gradient.size() / count(); }
    std::span<float> chunk(std::size_t device, std::size_t number);
    /// The chunk that `device` sends in transfer `k`, 0 … 2 · count() − 3.
    std::size_t sentChunk(std::size_t device, std::size_t k) const;
    base::TaskId task(std::size_t kind, std::size_t device) const;

    std::vector<float> rehearse(const scenario::Request& request);
    std::vector<float> norms();
    void makeScene(std::vector<float> norms);

    std::vector<std::unique_ptr<Replica>> m_replicas;
    std::shared_ptr<const scenario::Scene> m_scene;
};

} // namespace lab::scenarios::multi_gpu
