// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/network.h"
#include "core/kernels/tensor.h"
#include "core/scenario/scenario.h"
#include "core/workers/emulated_device.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace lab::scenarios::multi_gpu {

/// What all ways of training have in common: one batch, on which every step trains again.
struct Job
{
    kernels::Network network; ///< before the first step
    kernels::Tensor images;   ///< batch × 784
    std::vector<std::uint8_t> labels;
    std::int64_t steps = 1;
    float rate = 0.1f; ///< of the mean gradient
    workers::DeviceModel device;
    workers::LinkModel link;

    std::int64_t batch() const { return static_cast<std::int64_t>(labels.size()); }
};

/// The job of a request. Throws scenario::ParameterError or std::runtime_error.
Job jobOf(const scenario::Request& request);

/// Consecutive samples of the batch.
struct Shard
{
    std::int64_t first = 0;
    std::int64_t count = 0;
};
/// `batch` samples in `parts` parts whose sizes differ by one at most.
std::vector<Shard> shardsOf(std::int64_t batch, std::int64_t parts);

/// Of layers [first, end) on `samples` samples; a multiply-add counts two.
double forwardOperations(const kernels::Network& network, std::size_t first, std::size_t end,
                         std::int64_t samples);
/// Of the two products of each layer but the first, and of the one of that.
double backwardOperations(const kernels::Network& network, std::size_t first, std::size_t end,
                          std::int64_t samples);

/// Equal for equal weights, and hardly ever for others; a fraction of the time of an update.
std::uint64_t fingerprint(std::span<const float> values);

/// Takes the memory that a device needs for layers [first, end): weights, gradients, and for each of
/// `samples` samples what goes in, activations and their gradients. Throws workers::DeviceMemoryError.
void allocateFor(workers::EmulatedDevice& device, const kernels::Network& network, std::size_t first,
                 std::size_t end, std::int64_t samples);

/// The network's part of the memory exhibit: "784→256".
std::vector<std::string> layerNames(const kernels::Network& network, std::size_t first, std::size_t end);

/// What a way of training left.
struct Outcome
{
    std::vector<float> weights; ///< of the whole network, put together where devices hold parts
    std::vector<float> losses;  ///< mean over the batch, a step each, before it
    bool devicesAgree = true;   ///< replicas had the same weights after every step
    std::int64_t bytesMoved = 0;
    double overrun = 0; ///< by which share of the set time kernels took longer, because mathematics did
    double idle = 0;    ///< share of the devices' time
    std::size_t devices = 1;
};

/// Devices, links and a way of training on them.
class Cluster
{
public:
    virtual ~Cluster() = default;

    virtual std::vector<trace::LaneInfo> lanes() const = 0;
    virtual std::shared_ptr<const scenario::Scene> scene() const = 0;

    /// Puts every device back to the job's network.
    void reset();

    /// Trains from the job's network; resets if nobody has since the last time. Where `stop` is requested,
    /// what is under way is dropped and the outcome is incomplete. An exception of a kernel is rethrown; the
    /// cluster can be used again.
    void train(trace::Recorder* recorder, const std::stop_token& stop);

    /// Of the last train(). Compares weights when it is first asked, which is no part of the work.
    const Outcome& outcome();

protected:
    explicit Cluster(const Job& job) : m_job(job) {}

    /// Enqueues all steps; returns the last event of each device.
    virtual std::vector<workers::Event> enqueue(trace::Recorder* recorder, const std::stop_token& stop) = 0;
    virtual void restart() = 0;
    /// Weights, losses and agreement.
    virtual void conclude(Outcome& outcome) const = 0;

    void addDevice(const workers::DeviceModel& model);
    void addLink(std::size_t from, std::size_t to);
    std::size_t linkLane(std::size_t link) const { return m_devices.size() + link; }
    std::vector<trace::LaneInfo> laneInfos() const;

    /// A kernel of device `device`, to be recorded as unit `unit` of `task`.
    workers::Command kernel(std::size_t device, base::TaskId task, std::int64_t unit, double operations,
                            trace::Recorder* recorder) const;
    /// A transfer on link `link`.
    workers::Command transfer(std::size_t link, base::TaskId task, std::int64_t unit,
                              trace::Recorder* recorder) const;

    struct Link
    {
        std::size_t from = 0;
        std::size_t to = 0;
        std::unique_ptr<workers::EmulatedLink> link;
    };

    const Job& m_job;
    std::vector<std::unique_ptr<workers::EmulatedDevice>> m_devices;
    std::vector<Link> m_links;

private:
    void cancel();
    void measure(base::Nanoseconds begin, base::Nanoseconds end);

    Outcome m_outcome;
    bool m_concluded = true;
    bool m_fresh = false;
};

} // namespace lab::scenarios::multi_gpu
