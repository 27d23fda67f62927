// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/shared/stage_groups.h"

#include "core/workers/pause.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>

namespace lab::scenarios {

namespace {

using trace::ScopedSpan;
using trace::State;

constexpr int kSpins = 4096; // before a waiting worker offers its core to others

struct alignas(128) Progress
{ // of one group; a line of its own
    std::atomic<std::int64_t> blocks{0};
    std::atomic<std::size_t> worker{trace::Span::kNobody};
};

class Stages
{
public:
    Stages(const std::vector<StageGroup>& groups, std::int64_t blocks, StageOptions options,
           workers::WorkerPool& pool, trace::Recorder* recorder,
           const std::function<void(std::size_t, std::int64_t, std::size_t)>& compute)
        : m_groups(groups), m_blocks(blocks), m_options(options), m_pool(pool), m_recorder(recorder),
          m_compute(compute), m_progress(groups.size())
    {
    }

    // A worker takes the first group that nobody has: what it waits for is always under way already, even
    // when some workers come late or never.
    void workOnNext(std::size_t worker)
    {
        try {
            run(m_next.fetch_add(1), worker);
        } catch (...) {
            m_failed.store(true);
            throw;
        }
    }

private:
    // [code then runStageGroups()]
    void run(std::size_t group, std::size_t worker)
    {
        m_progress[group].worker.store(worker, std::memory_order_relaxed);
        for (std::int64_t block = 0; block < m_blocks; ++block) {
            if (!waitForInput(group, block, worker) || !waitForRoom(group, block, worker))
                return;
            for (std::size_t stage = m_groups[group].first; stage < m_groups[group].end; ++stage) {
                const ScopedSpan span(trace::writerOf(m_recorder, worker), State::Computing,
                                      {static_cast<std::uint16_t>(stage)}, firstUnit(block),
                                      m_options.unitsPerBlock);
                m_compute(stage, block, worker);
            }
            m_progress[group].blocks.store(block + 1, std::memory_order_release);
        }
    }
    // [end]

    bool waitForInput(std::size_t group, std::int64_t block, std::size_t worker)
    {
        return group == 0 ? !over() : waitFor(group - 1, block, worker);
    }

    // Not for a group that nobody has: it may be this very worker who takes it later.
    bool waitForRoom(std::size_t group, std::int64_t block, std::size_t worker)
    {
        const bool bounded =
            m_options.ahead > 0 && group == 0 && m_groups.size() > 1 && block >= m_options.ahead;
        return !bounded || m_next.load() < m_groups.size() ||
               waitFor(m_groups.size() - 1, block - m_options.ahead, worker);
    }

    // Until `group` has finished `block`. False when asked to stop.
    // [code then runStageGroups()]
    bool waitFor(std::size_t group, std::int64_t block, std::size_t worker)
    {
        if (ready(group, block))
            return !over();
        const auto needed = static_cast<std::uint16_t>(m_groups[group].end - 1);
        const auto from = m_progress[group].worker.load(std::memory_order_relaxed);
        const ScopedSpan span(trace::writerOf(m_recorder, worker), State::WaitsForData, {needed},
                              firstUnit(block), m_options.unitsPerBlock, static_cast<std::uint32_t>(from));
        for (int spins = 0; !ready(group, block); ++spins) {
            if (over())
                return false;
            if (spins < kSpins)
                workers::pause();
            else
                std::this_thread::yield();
        }
        return true;
    }
    // [end]

    std::uint32_t firstUnit(std::int64_t block) const
    {
        return static_cast<std::uint32_t>(block) * m_options.unitsPerBlock;
    }
    bool over() const { return m_failed.load(std::memory_order_relaxed) || m_pool.stopRequested(); }
    bool ready(std::size_t group, std::int64_t block) const
    {
        return m_progress[group].blocks.load(std::memory_order_acquire) > block;
    }

    const std::vector<StageGroup>& m_groups;
    const std::int64_t m_blocks;
    const StageOptions m_options;
    workers::WorkerPool& m_pool;
    trace::Recorder* const m_recorder;
    const std::function<void(std::size_t, std::int64_t, std::size_t)>& m_compute;
    std::vector<Progress> m_progress;
    std::atomic<std::size_t> m_next{0};
    std::atomic<bool> m_failed{false};
};

} // namespace

std::vector<StageGroup> groupStages(const std::vector<double>& costs, int workers)
{
    const std::size_t stages = costs.size();
    const std::size_t count = std::min(static_cast<std::size_t>(std::max(workers, 1)), stages);
    const double total = std::accumulate(costs.begin(), costs.end(), 0.0);
    std::vector<StageGroup> groups;
    double before = 0;
    for (std::size_t stage = 0; stage < stages; ++stage) {
        const double own = costs[stage];
        // By where the middle of its work lies; but a group stays open only while enough stages remain for
        // those behind it.
        const auto wanted = static_cast<std::size_t>((before + own / 2) / total * static_cast<double>(count));
        const bool mustOpen = stages - stage == count - groups.size() && groups.size() < count;
        if (groups.empty() || (groups.size() < count && (wanted >= groups.size() || mustOpen)))
            groups.push_back({stage, stage});
        groups.back().end = stage + 1;
        before += own;
    }
    return groups;
}

void runStageGroups(const std::vector<StageGroup>& groups, std::int64_t blocks, workers::WorkerPool& pool,
                    trace::Recorder* recorder,
                    const std::function<void(std::size_t, std::int64_t, std::size_t)>& compute,
                    StageOptions options)
{
    Stages stages(groups, blocks, options, pool, recorder, compute);
    pool.forEach(groups.size(), 1, [&](std::size_t, std::size_t worker) { stages.workOnNext(worker); });
}

} // namespace lab::scenarios
