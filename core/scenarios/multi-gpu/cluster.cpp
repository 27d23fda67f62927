// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/multi-gpu/cluster.h"

#include "core/scenarios/shared/samples.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace lab::scenarios::multi_gpu {

namespace {

using namespace scenario;
using trace::Span;
using trace::State;

constexpr std::int64_t kHiddenLayers = 6;
constexpr std::int64_t kPixels = 784;
constexpr std::int64_t kClasses = 10;
constexpr std::size_t kPlaces = 4096; // more than any step enqueues: the host is never held back

} // namespace

Job jobOf(const Request& request)
{
    const Settings& settings = request.settings;
    const std::int64_t batch = integerOf(settings, "batch");
    std::vector<std::int64_t> sizes(static_cast<std::size_t>(kHiddenLayers + 2),
                                    integerOf(settings, "width"));
    sizes.front() = kPixels;
    sizes.back() = kClasses;
    SampleBatch samples = samplesOf(request, batch);
    Job job{kernels::Network::random(std::move(sizes), request.seed),
            samples.images,
            samples.labels,
            integerOf(settings, "steps"),
            0.1f,
            {},
            {}};
    job.device.operationsPerSecond = 1e9 * static_cast<double>(integerOf(settings, "throughput"));
    job.device.launchLatency = 0;
    job.device.memoryBytes = 1024 * integerOf(settings, "memory");
    job.device.places = kPlaces;
    job.link.bytesPerSecond = 1e6 * static_cast<double>(integerOf(settings, "bandwidth"));
    job.link.latency = 1000 * integerOf(settings, "latency");
    return job;
}

std::vector<Shard> shardsOf(std::int64_t batch, std::int64_t parts)
{
    std::vector<Shard> shards;
    for (std::int64_t i = 0; i < parts; ++i) {
        const std::int64_t first = batch * i / parts;
        shards.push_back({first, batch * (i + 1) / parts - first});
    }
    return shards;
}

double forwardOperations(const kernels::Network& network, std::size_t first, std::size_t end,
                         std::int64_t samples)
{
    double products = 0;
    for (std::size_t layer = first; layer < end; ++layer)
        products += static_cast<double>(network.inputs(layer) * network.outputs(layer));
    return 2 * products * static_cast<double>(samples);
}

double backwardOperations(const kernels::Network& network, std::size_t first, std::size_t end,
                          std::int64_t samples)
{
    const double inner = first == 0 ? forwardOperations(network, 0, 1, samples) : 0; // needs no gradient
    return 2 * forwardOperations(network, first, end, samples) - inner;
}

// Sums, and sums of sums, so that places count (Fletcher 1982); in lanes that a compiler makes a vector of.
std::uint64_t fingerprint(std::span<const float> values)
{
    constexpr std::size_t kLanes = 16;
    std::array<std::uint32_t, kLanes> sums{};
    std::array<std::uint32_t, kLanes> places{};
    const std::size_t whole = values.size() / kLanes * kLanes;
    for (std::size_t i = 0; i < whole; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            sums[lane] += std::bit_cast<std::uint32_t>(values[i + lane]);
            places[lane] += sums[lane];
        }
    }
    for (std::size_t i = whole; i < values.size(); ++i) {
        sums[i - whole] += std::bit_cast<std::uint32_t>(values[i]);
        places[i - whole] += sums[i - whole];
    }
    std::uint64_t print = 0;
    for (std::size_t lane = 0; lane < kLanes; ++lane)
        print = print * 0x9E3779B97F4A7C15 + (std::uint64_t{sums[lane]} << 32 | places[lane]);
    return print;
}

void allocateFor(workers::EmulatedDevice& device, const kernels::Network& network, std::size_t first,
                 std::size_t end, std::int64_t samples)
{
    constexpr std::int64_t kFloat = sizeof(float);
    const auto parameters =
        static_cast<std::int64_t>(network.firstParameter(end) - network.firstParameter(first));
    device.allocate(2 * kFloat * parameters, "weights and gradients");
    std::int64_t numbers = network.inputs(first);
    for (std::size_t layer = first; layer < end; ++layer)
        numbers += 2 * network.outputs(layer);
    device.allocate(kFloat * numbers * samples, "activations");
}

std::vector<std::string> layerNames(const kernels::Network& network, std::size_t first, std::size_t end)
{
    std::vector<std::string> names;
    for (std::size_t layer = first; layer < end; ++layer)
        names.push_back(std::to_string(network.inputs(layer)) + "→" + std::to_string(network.outputs(layer)));
    return names;
}

void Cluster::addDevice(const workers::DeviceModel& model)
{
    m_devices.push_back(
        std::make_unique<workers::EmulatedDevice>("GPU " + std::to_string(m_devices.size() + 1), model));
}

void Cluster::addLink(std::size_t from, std::size_t to)
{
    m_links.push_back({from, to, std::make_unique<workers::EmulatedLink>(m_job.link)});
}

std::vector<trace::LaneInfo> Cluster::laneInfos() const
{
    std::vector<trace::LaneInfo> lanes;
    for (const auto& device : m_devices)
        lanes.push_back({device->name() + " (emulated)", trace::LaneKind::Device});
    for (const Link& link : m_links)
        lanes.push_back({"link " + std::to_string(link.from + 1) + "→" + std::to_string(link.to + 1),
                         trace::LaneKind::Link});
    return lanes;
}

workers::Command Cluster::kernel(std::size_t device, base::TaskId task, std::int64_t unit, double operations,
                                 trace::Recorder* recorder) const
{
    workers::Command command;
    command.modelled = m_devices[device]->kernelTime(operations);
    command.span = {0, 0, static_cast<std::uint32_t>(unit), 1, Span::kNobody, task, State::DeviceBusy};
    command.lane = static_cast<std::uint32_t>(device);
    command.writer = trace::writerOf(recorder, device);
    return command;
}

workers::Command Cluster::transfer(std::size_t link, base::TaskId task, std::int64_t unit,
                                   trace::Recorder* recorder) const
{
    workers::Command command;
    command.span = {0,
                    0,
                    static_cast<std::uint32_t>(unit),
                    1,
                    static_cast<std::uint32_t>(m_links[link].to),
                    task,
                    State::Transfer};
    command.lane = static_cast<std::uint32_t>(linkLane(link));
    command.writer = trace::writerOf(recorder, linkLane(link));
    return command;
}

void Cluster::reset()
{
    restart();
    m_fresh = true;
}

const Outcome& Cluster::outcome()
{
    if (!std::exchange(m_concluded, true))
        conclude(m_outcome);
    return m_outcome;
}

void Cluster::train(trace::Recorder* recorder, const std::stop_token& stop)
{
    if (!std::exchange(m_fresh, false))
        restart();
    for (const auto& device : m_devices)
        device->queue().rest();
    for (const Link& link : m_links)
        link.link->queue().rest();
    m_outcome = {};
    m_concluded = true;
    m_outcome.devices = m_devices.size();
    std::int64_t before = 0;
    for (const Link& link : m_links)
        before += link.link->bytesMoved();
    const base::Nanoseconds begin = base::now();
    try {
        bool finished = true;
        for (const workers::Event& last : enqueue(recorder, stop))
            finished = last.wait(stop) && finished;
        if (!finished) {
            cancel();
            return;
        }
    } catch (...) {
        cancel(); // what depends on the kernel that failed must not run into the next iteration
        throw;
    }
    measure(begin, base::now());
    for (const Link& link : m_links)
        m_outcome.bytesMoved += link.link->bytesMoved();
    m_outcome.bytesMoved -= before;
    m_concluded = false;
}

void Cluster::cancel()
{
    for (const auto& device : m_devices)
        device->queue().cancel();
    for (const Link& link : m_links)
        link.link->queue().cancel();
}

void Cluster::measure(base::Nanoseconds begin, base::Nanoseconds end)
{
    base::Nanoseconds busy = 0;
    base::Nanoseconds overrun = 0;
    for (const auto& device : m_devices) {
        const workers::DeviceQueue::Usage usage = device->queue().usage();
        busy += usage.busy;
        overrun += usage.overrun;
    }
    if (busy > overrun)
        m_outcome.overrun = static_cast<double>(overrun) / static_cast<double>(busy - overrun);
    const auto all = static_cast<double>(end - begin) * static_cast<double>(m_devices.size());
    m_outcome.idle = 1 - static_cast<double>(busy) / all;
}

} // namespace lab::scenarios::multi_gpu
