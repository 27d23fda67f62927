// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/worker_pool.h"

#include "core/base/clock.h"
#include "core/base/start_thread.h"
#include "core/workers/affinity.h"
#include "core/workers/hand_over.h"
#include "core/workers/pause.h"
#include "core/workers/placement.h"

#include <algorithm>
#include <atomic>
#include <latch>
#include <mutex>
#include <stdexcept>
#include <string>
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>
#include <tbb/version.h>
#include <thread>
#include <utility>
#include <vector>

namespace lab::workers {

namespace {

constexpr int kMost = 256;
constexpr base::Nanoseconds kArrivalLimit = 200'000'000;
constexpr base::Nanoseconds kWakingTime = 100'000; // of a worker that sleeps, while there is a core for it

// TBB's default limit is the number of cores; oversubscription must be possible.
void allowOversubscription()
{
    static const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, kMost + 1);
}

// Starts so many threads at the same time, and ends them.
void tryThreads(std::size_t count)
{
    std::latch end(1);
    std::vector<std::jthread> threads;
    threads.reserve(count);
    try {
        while (threads.size() < count)
            threads.emplace_back([&end] { end.wait(); });
    } catch (const std::system_error& reason) {
        end.count_down();
        throw base::NoThread(threads.size(), count, reason);
    }
    end.count_down();
}

int checkedSize(int workers)
{
    if (workers < 1 || workers > kMost)
        throw std::invalid_argument("a pool of " + std::to_string(workers) +
                                    " workers is not possible: 1 to " + std::to_string(kMost) + " are");
    return workers;
}

} // namespace

struct WorkerPool::Arena
{
    Arena(int workers, std::vector<int> processors)
        : size(checkedSize(workers)), arena(size, 1), placement(std::move(processors))
    {
    }

    /// The worker that the calling thread is, moved to where it belongs. A scheduler observer would do that
    /// on entering, and cost the calling thread 0.1 µs an iteration, a quarter of what a loop costs at least.
    /// That thread has slot 0, and is not touched while it is timed.
    std::size_t worker()
    {
        const std::size_t slot = currentWorker();
        if (slot != 0)
            placement.place(slot);
        return slot;
    }

    int size;
    tbb::task_arena arena;
    Placement placement;
    std::stop_token stop;
};

namespace {

// What TBB's filters of one pipeline share.
class PipelineRun
{
public:
    PipelineRun(WorkerPool::Arena& arena, std::size_t count, const std::vector<WorkerPool::Stage>& stages)
        : m_arena(arena), m_count(count), m_stages(stages), m_handOver(arena.size, count, stages.size())
    {
        m_handOver.open();
    }

    std::size_t next(tbb::flow_control& control)
    {
        m_handOver.enter();
        m_handOver.enterItem();
        std::size_t item = 0;
        m_handOver.run(m_count, 0, true, [&] {
            if (m_next == m_count || m_arena.stop.stop_requested())
                control.stop();
            else
                m_handOver.handOn(item = m_next++);
        });
        return item;
    }

    void pass(std::size_t item, std::size_t stage)
    {
        m_handOver.enter();
        m_handOver.run(item, stage + 1, m_stages[stage].serial, [&] {
            if (!m_arena.stop.stop_requested())
                m_stages[stage].work(item, m_arena.worker());
        });
    }

    void leave()
    {
        m_handOver.enter();
        m_handOver.leaveItem();
    }
    void finish() { m_handOver.finish(); }

private:
    WorkerPool::Arena& m_arena;
    const std::size_t m_count;
    const std::vector<WorkerPool::Stage>& m_stages;
    std::size_t m_next = 0; // of the source, one item at a time
    PipelineHandOver m_handOver;
};

struct Source
{
    PipelineRun* run;
    LAB_READS_WHAT_TBB_COPIED std::size_t operator()(tbb::flow_control& control) const
    {
        return run->next(control);
    }
};

struct Passage
{
    PipelineRun* run;
    std::size_t stage;
    LAB_READS_WHAT_TBB_COPIED std::size_t operator()(std::size_t item) const
    {
        run->pass(item, stage);
        return item;
    }
};

struct End
{
    PipelineRun* run;
    LAB_READS_WHAT_TBB_COPIED void operator()(std::size_t) const { run->leave(); }
};

struct PipelineEnd
{
    PipelineRun& run;
    ~PipelineEnd() { run.finish(); }
};

} // namespace

WorkerPool::WorkerPool(int workers, std::vector<int> processors)
    : m_arena(std::make_unique<Arena>(workers, std::move(processors)))
{
    allowOversubscription();
    m_arena->arena.initialize();
    startThreads();
}

template<class Enter, class Body>
int WorkerPool::meet(const Enter& enter, const Body& body)
{
    std::atomic<int> arrived{0};
    std::atomic<bool> late{false};
    m_arena->arena.execute([&] {
        parallelFor(m_arena->size, tbb::blocked_range<int>(0, m_arena->size, 1),
                    [&](const tbb::blocked_range<int>&) {
                        if (late.load(std::memory_order_relaxed))
                            return;
                        const std::size_t worker = enter();
                        arrived.fetch_add(1);
                        const base::Nanoseconds deadline = base::now() + kArrivalLimit;
                        while (arrived.load(std::memory_order_relaxed) < m_arena->size) {
                            if (base::now() > deadline || stopRequested()) {
                                late.store(true, std::memory_order_relaxed);
                                break;
                            }
                        }
                        body(worker);
                    });
    });
    return arrived.load();
}

// TBB starts its threads from threads of its own, where a refusal ends the program. So the system is asked
// first, here, where it can be said; then TBB gets them at once, before something else takes what they need.
void WorkerPool::startThreads()
{
    static std::mutex mutex;
    static int started = 1; // with the calling thread; TBB keeps what it has for the pools that follow
    const std::scoped_lock lock(mutex);
    if (size() <= started)
        return;
    tryThreads(static_cast<std::size_t>(size() - started));
    meet([] { return std::size_t{0}; }, [](std::size_t) {}); // wherever the system has them
    started = size();
}

WorkerPool::~WorkerPool() = default;

int WorkerPool::size() const
{
    return m_arena->size;
}

void WorkerPool::placeCaller()
{
    m_arena->placement.place(0); // the slot that is kept for it
}

void WorkerPool::releaseCaller()
{
    releaseThread();
}

bool WorkerPool::placed() const
{
    return m_arena->placement.kept();
}

void WorkerPool::setStopToken(std::stop_token stop)
{
    m_arena->stop = std::move(stop);
}

bool WorkerPool::stopRequested() const
{
    return m_arena->stop.stop_requested();
}

std::stop_token WorkerPool::stopToken() const
{
    return m_arena->stop;
}

// [code then forEach()]
void WorkerPool::forEach(std::size_t count, std::size_t grain,
                         const std::function<void(std::size_t, std::size_t)>& body)
{
    m_arena->arena.execute([&] {
        parallelFor(m_arena->size, tbb::blocked_range<std::size_t>(0, count, grain),
                    [&](const tbb::blocked_range<std::size_t>& range) {
                        const std::size_t worker = m_arena->worker();
                        for (std::size_t i = range.begin(); i != range.end() && !stopRequested(); ++i)
                            body(i, worker);
                    });
    });
}
// [end]

void WorkerPool::forRanges(std::size_t count,
                           const std::function<void(std::size_t, std::size_t, std::size_t)>& body)
{
    m_arena->arena.execute([&] {
        parallelFor(
            m_arena->size, tbb::blocked_range<std::size_t>(0, count, 1),
            [&](const tbb::blocked_range<std::size_t>& range) {
                const std::size_t worker = m_arena->worker();
                if (!stopRequested())
                    body(range.begin(), range.size(), worker);
            },
            tbb::auto_partitioner());
    });
}

void WorkerPool::onOwnWorkers(const std::function<void(std::size_t, std::size_t)>& body)
{
    const auto parts = static_cast<std::size_t>(m_arena->size);
    std::vector<std::atomic<bool>> taken(parts);
    std::atomic<std::size_t> begun{0};
    const auto take = [&](std::size_t part, std::size_t worker) {
        if (stopRequested() || taken[part].exchange(true))
            return;
        begun.fetch_add(1);
        body(part, worker);
    };
    m_arena->arena.execute([&] {
        parallelFor(m_arena->size, tbb::blocked_range<std::size_t>(0, parts, 1),
                    [&](const tbb::blocked_range<std::size_t>&) {
                        const std::size_t worker = m_arena->worker();
                        take(worker, worker);
                        // Whoever went back now would be given the turn of a worker that has not come yet.
                        const base::Nanoseconds done = base::now();
                        while (begun.load() < parts && !stopRequested() &&
                               !tbb::is_current_task_group_canceling()) {
                            const base::Nanoseconds waited = base::now() - done;
                            if (waited < kWakingTime)
                                pause();
                            else
                                std::this_thread::yield(); // it may be this core that the other needs
                            for (std::size_t part = 0; waited > kArrivalLimit && part < parts; ++part)
                                take(part, worker);
                        }
                    });
    });
}

void WorkerPool::pipeline(std::size_t count, std::size_t tokens, const std::vector<Stage>& stages)
{
    if (count == 0 || stages.empty())
        return;
    PipelineRun run(*m_arena, count, stages);
    // [code then pool.pipeline()]
    tbb::filter<void, std::size_t> chain(tbb::filter_mode::serial_in_order, Source{&run});
    for (std::size_t stage = 0; stage < stages.size(); ++stage) {
        const auto mode =
            stages[stage].serial ? tbb::filter_mode::serial_in_order : tbb::filter_mode::parallel;
        chain = chain & tbb::filter<std::size_t, std::size_t>(mode, Passage{&run, stage});
    }
    const auto whole = chain & tbb::filter<std::size_t, void>(tbb::filter_mode::parallel, End{&run});
    const PipelineEnd end{run}; // before the filters go, even after an exception
    m_arena->arena.execute([&] { tbb::parallel_pipeline(std::max<std::size_t>(tokens, 1), whole); });
    // [end]
}

int WorkerPool::onEveryWorker(const std::function<void(std::size_t)>& body)
{
    return meet([this] { return m_arena->worker(); }, body);
}

std::string oneTbbVersion()
{
    return std::string("oneTBB ") + TBB_runtime_version();
}

} // namespace lab::workers
