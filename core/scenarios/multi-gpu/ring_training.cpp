// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/multi-gpu/ring_training.h"

#include "core/scenarios/multi-gpu/cluster_scene.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace lab::scenarios::multi_gpu {

namespace {

using workers::Command;
using workers::Event;

enum : std::size_t { kForward, kBackward, kAdd, kUpdate, kLinks }; // kinds of tasks

void addTo(std::span<float> sum, std::span<const float> values)
{
    std::transform(sum.begin(), sum.end(), values.begin(), sum.begin(), std::plus<>());
}

} // namespace

RingTraining::Replica::Replica(const Job& job, const Shard& part, std::size_t numbers)
    : shard(part), network(job.network), pass(job.network, part.count), gradient(numbers)
{
}

void RingTraining::Replica::forward(const Job& job)
{
    pass.forward(network, job.images.data() + shard.first * network.inputs(0));
    losses.push_back(pass.loss(
        std::span(job.labels)
            .subspan(static_cast<std::size_t>(shard.first), static_cast<std::size_t>(shard.count))));
}

void RingTraining::Replica::backward(const Job& job)
{
    const auto first = static_cast<std::size_t>(shard.first);
    pass.backward(network, job.images.data() + shard.first * network.inputs(0),
                  std::span(job.labels).subspan(first, static_cast<std::size_t>(shard.count)),
                  std::span(gradient).first(network.parameters().size()));
}

RingTraining::RingTraining(const Job& job, std::size_t devices, const scenario::Request& request)
    : Cluster(job)
{
    const auto parameters = static_cast<std::size_t>(job.network.parameterCount());
    const std::size_t padded = (parameters + devices - 1) / devices * devices;
    const std::vector<Shard> shards = shardsOf(job.batch(), static_cast<std::int64_t>(devices));
    for (std::size_t d = 0; d < devices; ++d) {
        addDevice(job.device);
        allocateFor(*m_devices[d], job.network, 0, job.network.layerCount(), shards[d].count);
        const std::size_t received = devices > 1 ? devices - 1 : 0;
        m_devices[d]->allocate(static_cast<std::int64_t>(received * (padded / devices) * sizeof(float)),
                               "chunks of the others");
        throwIfStopped(request);
        m_replicas.push_back(std::make_unique<Replica>(job, shards[d], padded));
        m_replicas[d]->received.assign(received, std::vector<float>(padded / devices));
    }
    for (std::size_t d = 0; devices > 1 && d < devices; ++d)
        addLink(d, (d + 1) % devices);
    makeScene(rehearse(request));
}

base::TaskId RingTraining::task(std::size_t kind, std::size_t device) const
{
    return {static_cast<std::uint16_t>(kind * count() + device)};
}

std::span<float> RingTraining::chunk(std::size_t device, std::size_t number)
{
    return std::span(m_replicas[device]->gradient).subspan(number * chunkSize(), chunkSize());
}

// Scatter-reduce: chunk d first, then each time the one that was added to last. All-gather goes on the same
// way with the chunk that is whole.
std::size_t RingTraining::sentChunk(std::size_t device, std::size_t k) const
{
    return (device + 2 * count() - k) % count();
}

void RingTraining::restart()
{
    for (const auto& replica : m_replicas) {
        std::ranges::copy(m_job.network.parameters(), replica->network.parameters().begin());
        std::fill(replica->gradient.begin(), replica->gradient.end(), 0.0f);
        replica->losses.clear();
        replica->fingerprints.clear();
    }
}

std::vector<Event> RingTraining::enqueue(trace::Recorder* recorder, const std::stop_token& stop)
{
    Moments moments{std::vector<Event>(count()), std::vector<Event>(count())};
    // [code multi-gpu/one data-parallel]
    for (std::int64_t step = 0; step < m_job.steps; ++step) {
        compute(step, moments, recorder, stop);
        for (std::size_t k = 0; k + 1 < count(); ++k)
            reduce(step, k, moments, recorder, stop);
        for (std::size_t k = 0; k + 1 < count(); ++k)
            gather(step, k, moments, recorder, stop);
        update(step, moments, recorder, stop);
    }
    // [end]
    return moments.last;
}

void RingTraining::compute(std::int64_t step, Moments& moments, trace::Recorder* recorder,
                           const std::stop_token& stop)
{
    const kernels::Network& network = m_job.network;
    // [code then multi-gpu/one data-parallel]
    for (std::size_t d = 0; d < count(); ++d) {
        Replica& replica = *m_replicas[d];
        Command forward =
            kernel(d, task(kForward, d), step,
                   forwardOperations(network, 0, network.layerCount(), replica.shard.count), recorder);
        forward.work = [this, &replica] { replica.forward(m_job); };
        m_devices[d]->queue().enqueue(std::move(forward), stop);
        Command backward =
            kernel(d, task(kBackward, d), step,
                   backwardOperations(network, 0, network.layerCount(), replica.shard.count), recorder);
        backward.work = [this, &replica] { replica.backward(m_job); };
        moments.ready[d] = moments.last[d] = m_devices[d]->queue().enqueue(std::move(backward), stop);
    }
    // [end]
}

// [code then multi-gpu/data-parallel]
// Every device sends a chunk on and adds the one that it is sent.
void RingTraining::reduce(std::int64_t step, std::size_t k, Moments& moments, trace::Recorder* recorder,
                          const std::stop_token& stop)
{
    const std::size_t devices = count();
    const auto ring = static_cast<std::int64_t>(devices - 1);
    const std::int64_t round = step * ring + static_cast<std::int64_t>(k);
    std::vector<Event> arrived(devices);
    for (std::size_t d = 0; d < devices; ++d) {
        const std::size_t next = (d + 1) % devices;
        Command send =
            transfer(d, task(kLinks, 0), round * (ring + 1) + static_cast<std::int64_t>(d), recorder);
        send.after = {moments.ready[d]};
        arrived[next] = m_links[d].link->send(
            std::as_bytes(chunk(d, sentChunk(d, k))),
            std::as_writable_bytes(std::span(m_replicas[next]->received[k])), std::move(send), stop);
    }
    for (std::size_t d = 0; d < devices; ++d) {
        const std::size_t number = sentChunk((d + devices - 1) % devices, k);
        Command add = kernel(d, task(kAdd, d), round, static_cast<double>(chunkSize()), recorder);
        add.work = [this, d, k, number] { addTo(chunk(d, number), m_replicas[d]->received[k]); };
        add.after = {arrived[d]};
        moments.ready[d] = moments.last[d] = m_devices[d]->queue().enqueue(std::move(add), stop);
    }
}
// [end]

// [code then multi-gpu/data-parallel]
// What is whole is passed on; it replaces the partial sum that stood there.
void RingTraining::gather(std::int64_t step, std::size_t k, Moments& moments, trace::Recorder* recorder,
                          const std::stop_token& stop)
{
    const std::size_t devices = count();
    const auto ring = static_cast<std::int64_t>(devices - 1);
    const std::int64_t round = step * ring + static_cast<std::int64_t>(k);
    const base::TaskId gathering{static_cast<std::uint16_t>(task(kLinks, 0).value + 1)};
    std::vector<Event> arrived(devices);
    for (std::size_t d = 0; d < devices; ++d) {
        const std::size_t next = (d + 1) % devices;
        const std::size_t number = sentChunk(d, k + devices - 1);
        Command send = transfer(d, gathering, round * (ring + 1) + static_cast<std::int64_t>(d), recorder);
        send.after = {moments.ready[d]};
        arrived[next] =
            m_links[d].link->send(std::as_bytes(chunk(d, number)),
                                  std::as_writable_bytes(chunk(next, number)), std::move(send), stop);
    }
    moments.ready = arrived;
}
// [end]

void RingTraining::update(std::int64_t step, Moments& moments, trace::Recorder* recorder,
                          const std::stop_token& stop)
{
    for (std::size_t d = 0; d < count(); ++d) {
        Replica& replica = *m_replicas[d];
        Command command =
            kernel(d, task(kUpdate, d), step, 2 * static_cast<double>(replica.gradient.size()), recorder);
        command.work = [this, &replica] { apply(replica); };
        command.after = {moments.ready[d]};
        if (!m_links.empty()) // its own chunk may still be on its way to the next
            command.after.push_back(moments.ready[(d + 1) % count()]);
        moments.ready[d] = moments.last[d] = m_devices[d]->queue().enqueue(std::move(command), stop);
    }
}

void RingTraining::apply(Replica& replica)
{
    // [code then multi-gpu/one data-parallel]
    const auto parameters = replica.network.parameters();
    kernels::sgdStep(parameters, std::span(replica.gradient).first(parameters.size()),
                     m_job.rate / static_cast<float>(m_job.batch()));
    // [end]
    replica.fingerprints.push_back(fingerprint(parameters));
}

void RingTraining::conclude(Outcome& outcome) const
{
    const Replica& first = *m_replicas.front();
    outcome.weights.assign(first.network.parameters().begin(), first.network.parameters().end());
    outcome.losses.assign(first.losses.size(), 0);
    for (const auto& replica : m_replicas) {
        outcome.devicesAgree = outcome.devicesAgree && replica->fingerprints == first.fingerprints &&
                               std::ranges::equal(replica->network.parameters(), first.network.parameters());
        for (std::size_t step = 0; step < outcome.losses.size(); ++step)
            outcome.losses[step] +=
                static_cast<float>(replica->losses[step] / static_cast<double>(m_job.batch()));
    }
}

std::vector<float> RingTraining::norms()
{
    std::vector<float> found;
    for (std::size_t d = 0; d < count(); ++d) {
        for (std::size_t number = 0; number < count(); ++number) {
            const std::span<const float> values = chunk(d, number);
            double sum = 0;
            for (const float value : values)
                sum += double{value} * double{value};
            found.push_back(static_cast<float>(std::sqrt(sum)));
        }
    }
    return found;
}

// The steps on the calling thread alone: norms of all chunks, step by step and moment by moment.
std::vector<float> RingTraining::rehearse(const scenario::Request& request)
{
    const std::size_t devices = count();
    std::vector<float> all;
    const auto note = [&] {
        const std::vector<float> now = norms();
        all.insert(all.end(), now.begin(), now.end());
    };
    restart();
    for (std::int64_t step = 0; step < m_job.steps; ++step) {
        for (const auto& replica : m_replicas) {
            throwIfStopped(request);
            replica->forward(m_job);
            replica->backward(m_job);
        }
        note();
        for (std::size_t k = 0; k + 1 < 2 * devices - 1; ++k) {
            std::vector<std::vector<float>> sent;
            for (std::size_t d = 0; d < devices; ++d) {
                const auto values = chunk(d, sentChunk(d, k));
                sent.emplace_back(values.begin(), values.end());
            }
            for (std::size_t d = 0; d < devices; ++d) {
                const std::size_t from = (d + devices - 1) % devices;
                const std::span<float> here = chunk(d, sentChunk(from, k));
                if (k + 1 < devices)
                    addTo(here, sent[from]);
                else
                    std::copy(sent[from].begin(), sent[from].end(), here.begin());
            }
            note();
        }
        for (const auto& replica : m_replicas)
            apply(*replica);
    }
    return all;
}

void RingTraining::makeScene(std::vector<float> norms)
{
    SceneMaker maker(m_job, m_devices);
    for (std::size_t d = 0; d < count(); ++d)
        maker.addDevice(d, 0, m_job.network.layerCount(), m_replicas[d]->shard);
    for (std::size_t link = 0; link < m_links.size(); ++link)
        maker.addLink(m_links[link].from, m_links[link].to, linkLane(link),
                      {static_cast<std::int64_t>(chunkSize() * sizeof(float))});
    const auto ring = static_cast<std::int64_t>(count()) - 1;
    for (const char* name : {"forward", "backward"}) {
        for (std::size_t d = 0; d < count(); ++d)
            maker.addTask(name, name, m_job.steps, d);
    }
    for (std::size_t d = 0; d < count(); ++d)
        maker.addTask("", "addition", m_job.steps * ring, d);
    for (std::size_t d = 0; d < count(); ++d)
        maker.addTask("update", "update", m_job.steps, d);
    const std::int64_t transfers = m_job.steps * ring * (ring + 1);
    const base::TaskId reducing = maker.addTask("", "partial sum", transfers, {});
    const base::TaskId gathering = maker.addTask("", "whole sum", transfers, {});
    if (ring > 0)
        maker.addReduction(static_cast<std::int64_t>(count()), std::move(norms), reducing, gathering);
    m_scene = maker.take();
}

} // namespace lab::scenarios::multi_gpu
