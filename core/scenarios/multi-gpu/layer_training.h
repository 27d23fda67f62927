// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenarios/multi-gpu/cluster.h"
#include "core/scenarios/shared/stage_groups.h"

namespace lab::scenarios::multi_gpu {

/// Model parallel: every device has some consecutive layers. Activations travel to the next device, their
/// gradients to the one before. With several micro-batches a device works on one while others work on
/// others: all forward, then all backward, gradients added up, then the update (Huang et al. 2019, "GPipe").
class LayerTraining : public Cluster
{
public:
    /// On at most `devices` devices, and on no more than there are layers. Throws workers::DeviceMemoryError
    /// when a part does not fit a device, and scenario::Stopped.
    LayerTraining(const Job& job, std::size_t devices, std::int64_t microBatches,
                  const scenario::Request& request);

    std::vector<trace::LaneInfo> lanes() const override { return laneInfos(); }
    std::shared_ptr<const scenario::Scene> scene() const override { return m_scene; }

    /// The share of time in which equal stages would be idle: (p − 1) / (m + p − 1), Huang et al. 2019, §2.
    double bubble() const;

private:
    struct Stage
    {
        Stage(const Job& job, const StageGroup& part, const std::vector<Shard>& micro);

        StageGroup layers;
        kernels::Network network;
        std::vector<kernels::NetworkPass> passes; ///< a micro-batch each
        std::vector<std::vector<float>> received; ///< activations that came in
        std::vector<std::vector<float>> returned; ///< gradients of what went out
        std::vector<std::vector<float>> outgoing; ///< gradients of what came in
        std::vector<float> gradient;              ///< of one micro-batch
        std::vector<float> sum;                   ///< of all
        std::vector<std::uint64_t> fingerprints;
    };

    std::vector<workers::Event> enqueue(trace::Recorder* recorder, const std::stop_token& stop) override;
    void restart() override;
    void conclude(Outcome& outcome) const override;

    void forward(std::int64_t step, trace::Recorder* recorder, const std::stop_token& stop);
    void backward(std::int64_t step, trace::Recorder* recorder, const std::stop_token& stop);
    std::vector<workers::Event> update(std::int64_t step, trace::Recorder* recorder,
                                       const std::stop_token& stop);
    void computeForward(std::size_t device, std::size_t micro);
    void computeBackward(std::size_t device, std::size_t micro);
    const float* inputOf(std::size_t device, std::size_t micro) const;
    std::span<const std::uint8_t> labelsOf(std::size_t micro) const;

    std::size_t count() const { return m_stages.size(); }
    std::int64_t unitOf(std::int64_t step, std::size_t micro) const
    {
        return step * static_cast<std::int64_t>(m_micro.size()) + static_cast<std::int64_t>(micro);
    }
    /// Kinds: forward, backward, update.
    base::TaskId task(std::size_t kind, std::size_t device) const;
    base::TaskId linkTask(std::size_t link) const;
    void makeScene();

    const std::vector<Shard> m_micro;
    std::vector<std::unique_ptr<Stage>> m_stages;
    std::vector<double> m_losses; // summed over the batch; the last device's thread, then the caller
    std::shared_ptr<const scenario::Scene> m_scene;
};

} // namespace lab::scenarios::multi_gpu
