// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/forward-pass/layer_stages.h"

#include "core/workers/pause.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace lab::scenarios::forward_pass {

namespace {

using trace::ScopedSpan;
using trace::State;

constexpr int kSpins = 4096; // before a waiting worker offers its core to others

struct alignas(128) Progress
{ // of one group; a line of its own
    std::atomic<std::int64_t> blocks{0};
    std::atomic<std::size_t> worker{0};
};

class Stages
{
public:
    Stages(const std::vector<LayerGroup>& groups, std::int64_t blocks, workers::WorkerPool& pool,
           trace::Recorder* recorder,
           const std::function<void(std::size_t, std::int64_t, std::size_t)>& compute)
        : m_groups(groups), m_blocks(blocks), m_pool(pool), m_recorder(recorder), m_compute(compute),
          m_progress(groups.size())
    {
    }

    // A worker takes the first group that nobody has: what it waits for is always under way already, even
    // when some workers come late or never.
    void workOnNext(std::size_t worker) { run(m_next.fetch_add(1), worker); }

private:
    void run(std::size_t group, std::size_t worker)
    {
        m_progress[group].worker.store(worker, std::memory_order_relaxed);
        for (std::int64_t block = 0; block < m_blocks; ++block) {
            if (!waitFor(group, block, worker))
                return;
            for (std::size_t layer = m_groups[group].first; layer < m_groups[group].end; ++layer) {
                const ScopedSpan span(trace::writerOf(m_recorder, worker), State::Computing,
                                      {static_cast<std::uint16_t>(layer)}, static_cast<std::uint32_t>(block));
                m_compute(layer, block, worker);
            }
            m_progress[group].blocks.store(block + 1, std::memory_order_release);
        }
    }

    // False when asked to stop.
    bool waitFor(std::size_t group, std::int64_t block, std::size_t worker)
    {
        if (group == 0 || ready(group - 1, block))
            return !m_pool.stopRequested();
        const auto needed = static_cast<std::uint16_t>(m_groups[group].first - 1);
        const auto from = m_progress[group - 1].worker.load(std::memory_order_relaxed);
        const ScopedSpan span(trace::writerOf(m_recorder, worker), State::WaitsForData, {needed},
                              static_cast<std::uint32_t>(block), 1, static_cast<std::uint32_t>(from));
        for (int spins = 0; !ready(group - 1, block); ++spins) {
            if (m_pool.stopRequested())
                return false;
            if (spins < kSpins)
                workers::pause();
            else
                std::this_thread::yield();
        }
        return true;
    }

    bool ready(std::size_t group, std::int64_t block) const
    {
        return m_progress[group].blocks.load(std::memory_order_acquire) > block;
    }

    const std::vector<LayerGroup>& m_groups;
    const std::int64_t m_blocks;
    workers::WorkerPool& m_pool;
    trace::Recorder* const m_recorder;
    const std::function<void(std::size_t, std::int64_t, std::size_t)>& m_compute;
    std::vector<Progress> m_progress;
    std::atomic<std::size_t> m_next{0};
};

} // namespace

std::vector<LayerGroup> groupLayers(const kernels::Network& network, int workers)
{
    const std::size_t layers = network.layerCount();
    const std::size_t count = std::min(static_cast<std::size_t>(std::max(workers, 1)), layers);
    double total = 0;
    for (std::size_t layer = 0; layer < layers; ++layer)
        total += static_cast<double>(network.inputs(layer) * network.outputs(layer));
    std::vector<LayerGroup> groups;
    double before = 0;
    for (std::size_t layer = 0; layer < layers; ++layer) {
        const double own = static_cast<double>(network.inputs(layer) * network.outputs(layer));
        // By where the middle of its work lies; but a group stays open only while enough layers remain for
        // those behind it.
        const auto wanted = static_cast<std::size_t>((before + own / 2) / total * static_cast<double>(count));
        const bool mustOpen = layers - layer == count - groups.size() && groups.size() < count;
        if (groups.empty() || (groups.size() < count && (wanted >= groups.size() || mustOpen)))
            groups.push_back({layer, layer});
        groups.back().end = layer + 1;
        before += own;
    }
    return groups;
}

void runLayerGroups(const std::vector<LayerGroup>& groups, std::int64_t blocks, workers::WorkerPool& pool,
                    trace::Recorder* recorder,
                    const std::function<void(std::size_t, std::int64_t, std::size_t)>& compute)
{
    Stages stages(groups, blocks, pool, recorder, compute);
    pool.forEach(groups.size(), 1, [&](std::size_t, std::size_t worker) { stages.workOnNext(worker); });
}

} // namespace lab::scenarios::forward_pass
