// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/filter-chain/row_barriers.h"

#include "core/workers/pause.h"

#include <atomic>
#include <thread>
#include <vector>

namespace lab::scenarios::filter_chain {

namespace {

constexpr int kSpins = 4096; // before a waiting worker offers its core to others

struct Counter
{
    alignas(128) std::atomic<std::int64_t> taken{0};
    alignas(128) std::atomic<std::int64_t> done{0};
};

class Barriers
{
public:
    Barriers(std::size_t stages, std::int64_t pieces, workers::WorkerPool& pool, trace::Recorder* recorder,
             const std::function<void(std::size_t, std::int64_t, std::size_t)>& compute)
        : m_pieces(pieces), m_pool(pool), m_recorder(recorder), m_compute(compute), m_counters(stages)
    {
    }

    // [code then runWithBarriers()]
    void takePart(std::size_t worker)
    {
        try {
            for (std::size_t stage = 0; stage < m_counters.size(); ++stage) {
                const bool worked = work(stage, worker);
                if (!pass(stage, worker, worked))
                    return;
            }
        } catch (...) {
            m_failed.store(true);
            throw;
        }
    }
    // [end]

private:
    // Whether there was a piece left for this worker.
    bool work(std::size_t stage, std::size_t worker)
    {
        Counter& counter = m_counters[stage];
        bool worked = false;
        while (!over()) {
            const std::int64_t piece = counter.taken.fetch_add(1, std::memory_order_relaxed);
            if (piece >= m_pieces)
                break;
            m_compute(stage, piece, worker);
            counter.done.fetch_add(1, std::memory_order_release);
            worked = true;
        }
        return worked;
    }

    // Even the last to arrive stands at the barrier for a moment; who comes after it has opened does not.
    // False when asked to stop.
    // [code then runWithBarriers()]
    bool pass(std::size_t stage, std::size_t worker, bool worked)
    {
        if (!worked && open(stage))
            return !over();
        const trace::ScopedSpan span(trace::writerOf(m_recorder, worker), trace::State::Barrier,
                                     {static_cast<std::uint16_t>(stage)}, 0, 0);
        for (int spins = 0; !open(stage); ++spins) {
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

    bool open(std::size_t stage) const
    {
        return m_counters[stage].done.load(std::memory_order_acquire) == m_pieces;
    }
    bool over() const { return m_failed.load(std::memory_order_relaxed) || m_pool.stopRequested(); }

    const std::int64_t m_pieces;
    workers::WorkerPool& m_pool;
    trace::Recorder* const m_recorder;
    const std::function<void(std::size_t, std::int64_t, std::size_t)>& m_compute;
    std::vector<Counter> m_counters;
    std::atomic<bool> m_failed{false};
};

} // namespace

void runWithBarriers(std::size_t stages, std::int64_t pieces, workers::WorkerPool& pool,
                     trace::Recorder* recorder,
                     const std::function<void(std::size_t, std::int64_t, std::size_t)>& compute)
{
    Barriers barriers(stages, pieces, pool, recorder, compute);
    pool.forEach(static_cast<std::size_t>(pool.size()), 1,
                 [&](std::size_t, std::size_t worker) { barriers.takePart(worker); });
}

} // namespace lab::scenarios::filter_chain
