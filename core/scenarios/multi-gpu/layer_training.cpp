// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/multi-gpu/layer_training.h"

#include "core/scenarios/multi-gpu/cluster_scene.h"

#include <algorithm>
#include <functional>

namespace lab::scenarios::multi_gpu {

namespace {

using workers::Command;
using workers::Event;

enum : std::size_t { kForward, kBackward, kUpdate, kLinks }; // kinds of tasks

std::vector<StageGroup> groupsOf(const kernels::Network& network, std::size_t devices)
{
    std::vector<double> costs;
    for (std::size_t layer = 0; layer < network.layerCount(); ++layer)
        costs.push_back(static_cast<double>(network.inputs(layer) * network.outputs(layer)));
    return groupStages(costs, static_cast<int>(devices));
}

} // namespace

LayerTraining::Stage::Stage(const Job& job, const StageGroup& part, const std::vector<Shard>& micro)
    : layers(part), network(job.network), gradient(job.network.parameters().size()),
      sum(job.network.parameters().size())
{
    const auto numbers = [](std::int64_t width, const Shard& shard) {
        return std::vector<float>(static_cast<std::size_t>(width * shard.count));
    };
    for (const Shard& shard : micro) {
        passes.emplace_back(job.network, shard.count);
        received.push_back(numbers(network.inputs(part.first), shard));
        outgoing.push_back(numbers(network.inputs(part.first), shard));
        returned.push_back(numbers(network.outputs(part.end - 1), shard));
    }
}

LayerTraining::LayerTraining(const Job& job, std::size_t devices, std::int64_t microBatches,
                             const scenario::Request& request)
    : Cluster(job), m_micro(shardsOf(job.batch(), microBatches))
{
    for (const StageGroup& group : groupsOf(job.network, devices)) {
        throwIfStopped(request);
        addDevice(job.device);
        allocateFor(*m_devices.back(), job.network, group.first, group.end, job.batch());
        m_stages.push_back(std::make_unique<Stage>(job, group, m_micro));
    }
    for (std::size_t d = 0; d + 1 < count(); ++d)
        addLink(d, d + 1);
    for (std::size_t d = 0; d + 1 < count(); ++d)
        addLink(d + 1, d);
    makeScene();
}

double LayerTraining::bubble() const
{
    const auto stages = static_cast<double>(count());
    return (stages - 1) / (static_cast<double>(m_micro.size()) + stages - 1);
}

base::TaskId LayerTraining::task(std::size_t kind, std::size_t device) const
{
    return {static_cast<std::uint16_t>(kind * count() + device)};
}

base::TaskId LayerTraining::linkTask(std::size_t link) const
{
    return {static_cast<std::uint16_t>(kLinks * count() + link)};
}

void LayerTraining::restart()
{
    for (const auto& stage : m_stages) {
        std::ranges::copy(m_job.network.parameters(), stage->network.parameters().begin());
        stage->fingerprints.clear();
    }
    m_losses.assign(static_cast<std::size_t>(m_job.steps), 0);
}

std::vector<Event> LayerTraining::enqueue(trace::Recorder* recorder, const std::stop_token& stop)
{
    std::vector<Event> last;
    // [code multi-gpu/model-parallel micro-batches]
    for (std::int64_t step = 0; step < m_job.steps; ++step) {
        forward(step, recorder, stop);
        backward(step, recorder, stop);
        last = update(step, recorder, stop);
    }
    // [end]
    return last;
}

const float* LayerTraining::inputOf(std::size_t device, std::size_t micro) const
{
    return device > 0 ? m_stages[device]->received[micro].data()
                      : m_job.images.data() + m_micro[micro].first * m_job.network.inputs(0);
}

std::span<const std::uint8_t> LayerTraining::labelsOf(std::size_t micro) const
{
    return std::span(m_job.labels)
        .subspan(static_cast<std::size_t>(m_micro[micro].first),
                 static_cast<std::size_t>(m_micro[micro].count));
}

void LayerTraining::forward(std::int64_t step, trace::Recorder* recorder, const std::stop_token& stop)
{
    // [code then multi-gpu/model-parallel micro-batches]
    for (std::size_t micro = 0; micro < m_micro.size(); ++micro) {
        Event arrived;
        for (std::size_t d = 0; d < count(); ++d) {
            Stage& stage = *m_stages[d];
            Command compute = kernel(
                d, task(kForward, d), unitOf(step, micro),
                forwardOperations(m_job.network, stage.layers.first, stage.layers.end, m_micro[micro].count),
                recorder);
            compute.after = {arrived};
            compute.work = [this, d, micro, step] {
                computeForward(d, micro);
                if (d + 1 == count())
                    m_losses[static_cast<std::size_t>(step)] +=
                        m_stages[d]->passes[micro].loss(labelsOf(micro));
            };
            const Event done = m_devices[d]->queue().enqueue(std::move(compute), stop);
            if (d + 1 == count())
                break;
            Command send = transfer(d, linkTask(d), unitOf(step, micro), recorder);
            send.after = {done};
            arrived = m_links[d].link->send(
                std::as_bytes(stage.passes[micro].activation(stage.layers.end - 1).elements()),
                std::as_writable_bytes(std::span(m_stages[d + 1]->received[micro])), std::move(send), stop);
        }
    }
    // [end]
}

void LayerTraining::backward(std::int64_t step, trace::Recorder* recorder, const std::stop_token& stop)
{
    // [code then multi-gpu/model-parallel micro-batches]
    for (std::size_t micro = 0; micro < m_micro.size(); ++micro) {
        Event arrived;
        for (std::size_t d = count(); d-- > 0;) {
            Stage& stage = *m_stages[d];
            Command compute = kernel(
                d, task(kBackward, d), unitOf(step, micro),
                backwardOperations(m_job.network, stage.layers.first, stage.layers.end, m_micro[micro].count),
                recorder);
            compute.after = {arrived};
            compute.work = [this, d, micro] { computeBackward(d, micro); };
            const Event done = m_devices[d]->queue().enqueue(std::move(compute), stop);
            if (d == 0)
                break;
            const std::size_t link = count() - 1 + d - 1; // back from d to d − 1
            Command send = transfer(link, linkTask(link), unitOf(step, micro), recorder);
            send.after = {done};
            arrived = m_links[link].link->send(
                std::as_bytes(std::span(stage.outgoing[micro])),
                std::as_writable_bytes(std::span(m_stages[d - 1]->returned[micro])), std::move(send), stop);
        }
    }
    // [end]
}

std::vector<Event> LayerTraining::update(std::int64_t step, trace::Recorder* recorder,
                                         const std::stop_token& stop)
{
    std::vector<Event> last;
    for (std::size_t d = 0; d < count(); ++d) {
        Stage& stage = *m_stages[d];
        const std::size_t first = m_job.network.firstParameter(stage.layers.first);
        const std::size_t size = m_job.network.firstParameter(stage.layers.end) - first;
        Command command = kernel(d, task(kUpdate, d), step, 2 * static_cast<double>(size), recorder);
        command.work = [this, &stage, first, size] {
            const auto parameters = stage.network.parameters().subspan(first, size);
            kernels::sgdStep(parameters, std::span(stage.sum).subspan(first, size),
                             m_job.rate / static_cast<float>(m_job.batch()));
            stage.fingerprints.push_back(fingerprint(parameters));
        };
        last.push_back(m_devices[d]->queue().enqueue(std::move(command), stop));
    }
    return last;
}

void LayerTraining::computeForward(std::size_t device, std::size_t micro)
{
    Stage& stage = *m_stages[device];
    stage.passes[micro].forwardLayers(stage.network, stage.layers.first, stage.layers.end,
                                      inputOf(device, micro));
}

void LayerTraining::computeBackward(std::size_t device, std::size_t micro)
{
    Stage& stage = *m_stages[device];
    const bool alone = m_micro.size() == 1;
    stage.passes[micro].backwardLayers(stage.network, stage.layers.first, stage.layers.end,
                                       inputOf(device, micro), labelsOf(micro), stage.returned[micro].data(),
                                       alone ? stage.sum : stage.gradient,
                                       device > 0 ? stage.outgoing[micro].data() : nullptr);
    if (alone)
        return;
    const std::size_t first = m_job.network.firstParameter(stage.layers.first);
    const std::size_t size = m_job.network.firstParameter(stage.layers.end) - first;
    const auto sum = std::span(stage.sum).subspan(first, size);
    const auto part = std::span(stage.gradient).subspan(first, size);
    if (micro == 0)
        std::ranges::copy(part, sum.begin());
    else
        std::ranges::transform(sum, part, sum.begin(), std::plus<>());
}

void LayerTraining::conclude(Outcome& outcome) const
{
    outcome.weights.resize(m_job.network.parameters().size());
    for (const auto& stage : m_stages) {
        const std::size_t first = m_job.network.firstParameter(stage->layers.first);
        const std::size_t size = m_job.network.firstParameter(stage->layers.end) - first;
        std::ranges::copy(std::as_const(stage->network).parameters().subspan(first, size),
                          outcome.weights.begin() + static_cast<std::ptrdiff_t>(first));
    }
    for (const double loss : m_losses)
        outcome.losses.push_back(static_cast<float>(loss / static_cast<double>(m_job.batch())));
}

void LayerTraining::makeScene()
{
    SceneMaker maker(m_job, m_devices);
    for (std::size_t d = 0; d < count(); ++d)
        maker.addDevice(d, m_stages[d]->layers.first, m_stages[d]->layers.end,
                        d == 0 ? Shard{0, m_job.batch()} : Shard{}); // images enter here
    for (std::size_t link = 0; link < m_links.size(); ++link) {
        const std::size_t later = std::max(m_links[link].from, m_links[link].to);
        const std::int64_t width = m_job.network.inputs(m_stages[later]->layers.first);
        std::vector<std::int64_t> bytes;
        for (const Shard& micro : m_micro)
            bytes.push_back(width * micro.count * static_cast<std::int64_t>(sizeof(float)));
        maker.addLink(m_links[link].from, m_links[link].to, linkLane(link), std::move(bytes));
    }
    const std::int64_t units = m_job.steps * static_cast<std::int64_t>(m_micro.size());
    for (const char* name : {"forward", "backward"}) {
        for (std::size_t d = 0; d < count(); ++d)
            maker.addTask(name, name, units, d);
    }
    for (std::size_t d = 0; d < count(); ++d)
        maker.addTask("update", "update", m_job.steps, d);
    for (const auto& link : m_links) {
        const char* name = link.from < link.to ? "activations" : "gradients";
        maker.addTask(name, name, units, {});
    }
    m_scene = maker.take();
}

} // namespace lab::scenarios::multi_gpu
