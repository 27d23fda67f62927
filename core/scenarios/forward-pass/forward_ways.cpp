// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which a batch goes through the layers.
#include "core/kernels/relu.h"
#include "core/scenarios/forward-pass/forward_experiment.h"

#include <algorithm>

namespace lab::scenarios::forward_pass {

namespace {

using kernels::NetworkPass;
using trace::ScopedSpan;
using trace::State;

constexpr std::int64_t kFewestInPart = 4; // samples

base::TaskId taskOf(std::size_t layer)
{
    return {static_cast<std::uint16_t>(layer)};
}

} // namespace

// [code then computeLayer()]
void ForwardExperiment::computeLayer(std::size_t layer, std::int64_t first, std::int64_t count,
                                     std::size_t worker)
{
    auto& pass = m_passes.at(count)[worker]; // made by the thread that uses it: slots are never shared
    if (!pass)
        pass = std::make_unique<NetworkPass>(m_network, count);
    float* const output = outputOf(layer, first);
    pass->layer(m_network, layer, inputOf(layer, first), output);
    if (layer + 1 == layerCount())
        kernels::softmax(output, count, m_network.outputs(layer), output);
}
// [end]

// [code forward-pass/neurons]
void ForwardExperiment::computeNeurons(workers::WorkerPool& pool, trace::Recorder* recorder)
{
    for (std::int64_t sample = 0; sample < m_count && !pool.stopRequested(); ++sample) {
        for (std::size_t layer = 0; layer < layerCount(); ++layer) {
            const ScopedSpan span(trace::writerOf(recorder, 0), State::Computing, taskOf(layer),
                                  static_cast<std::uint32_t>(sample));
            float* const output = outputOf(layer, sample);
            kernels::layerByNeurons(m_network, layer, inputOf(layer, sample), output);
            if (layer + 1 == layerCount())
                kernels::softmax(output, 1, m_network.outputs(layer), output);
        }
    }
}
// [end]

// [code forward-pass/samples]
void ForwardExperiment::computeSamples(workers::WorkerPool& pool, trace::Recorder* recorder)
{
    passes(1);
    for (std::int64_t sample = 0; sample < m_count && !pool.stopRequested(); ++sample) {
        for (std::size_t layer = 0; layer < layerCount(); ++layer) {
            const ScopedSpan span(trace::writerOf(recorder, 0), State::Computing, taskOf(layer),
                                  static_cast<std::uint32_t>(sample));
            computeLayer(layer, sample, 1, 0);
        }
    }
}
// [end]

// [code forward-pass/batch]
void ForwardExperiment::computeBatch(workers::WorkerPool& pool, trace::Recorder* recorder)
{
    passes(m_count);
    for (std::size_t layer = 0; layer < layerCount() && !pool.stopRequested(); ++layer) {
        const ScopedSpan span(trace::writerOf(recorder, 0), State::Computing, taskOf(layer), 0);
        computeLayer(layer, 0, m_count, 0);
    }
}
// [end]

void ForwardExperiment::computeSplit(workers::WorkerPool& pool, trace::Recorder* recorder)
{
    const auto wanted =
        std::max<std::int64_t>(1, std::min<std::int64_t>(pool.size(), m_count / kFewestInPart));
    const std::int64_t size = blockSize(wanted);
    const std::int64_t parts = (m_count + size - 1) / size;
    // [code forward-pass/split]
    passes(size);
    passes(m_count - (parts - 1) * size);
    pool.forEach(static_cast<std::size_t>(parts), 1, [&](std::size_t part, std::size_t worker) {
        const std::int64_t first = static_cast<std::int64_t>(part) * size;
        const std::int64_t count = std::min(size, m_count - first);
        for (std::size_t layer = 0; layer < layerCount(); ++layer) {
            const ScopedSpan span(trace::writerOf(recorder, worker), State::Computing, taskOf(layer),
                                  static_cast<std::uint32_t>(part));
            computeLayer(layer, first, count, worker);
        }
    });
    // [end]
}

void ForwardExperiment::computeGroups(std::int64_t blocks, workers::WorkerPool& pool,
                                      trace::Recorder* recorder)
{
    // [code forward-pass/layers micro-batches]
    const std::int64_t size = blockSize(blocks);
    const std::int64_t count = (m_count + size - 1) / size;
    passes(size);
    passes(m_count - (count - 1) * size);
    runStageGroups(groupLayers(m_network, pool.size()), count, pool, recorder,
                   [&](std::size_t layer, std::int64_t block, std::size_t worker) {
                       const std::int64_t first = block * size;
                       computeLayer(layer, first, std::min(size, m_count - first), worker);
                   });
    // [end]
}

// [code forward-pass/relu-branch relu-vector]
void ForwardExperiment::computeRelu(bool branch, trace::Recorder* recorder)
{
    const ScopedSpan span(trace::writerOf(recorder, 0), State::Computing, taskOf(0), 0);
    (branch ? kernels::reluBranch : kernels::reluVector)(m_beforeRelu.data(), m_afterRelu.data(),
                                                         m_beforeRelu.size());
}
// [end]

} // namespace lab::scenarios::forward_pass
