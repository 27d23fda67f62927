// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/worker_pool.h"

#include "core/base/clock.h"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string>
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>
#include <tbb/version.h>
#include <vector>

namespace lab::workers {

namespace {

constexpr int kMost = 256;
constexpr base::Nanoseconds kArrivalLimit = 200'000'000;

// TBB's default limit is the number of cores; oversubscription must be possible.
void allowOversubscription()
{
    static const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, kMost + 1);
}

int checkedSize(int workers)
{
    if (workers < 1 || workers > kMost)
        throw std::invalid_argument("a pool of " + std::to_string(workers) +
                                    " workers is not possible: 1 to " + std::to_string(kMost) + " are");
    return workers;
}

std::size_t currentWorker()
{
    return static_cast<std::size_t>(tbb::this_task_arena::current_thread_index());
}

#if defined(__SANITIZE_THREAD__)
// ThreadSanitizer cannot see how a TBB library built without it hands work over. This repeats what that
// library guarantees, and nothing beyond: the caller's past happens before every body, every body before
// the caller's future, and what one slot of the arena did before what the slot does next, even when another
// thread has taken it. A race between bodies on different workers still shows.
class HandOver
{
public:
    explicit HandOver(int workers) : m_slots(static_cast<std::size_t>(workers))
    {
        m_given.store(true, std::memory_order_release);
    }
    ~HandOver() { m_done.load(std::memory_order_acquire); }
    HandOver(const HandOver&) = delete;
    HandOver& operator=(const HandOver&) = delete;

    template<class Work, class Range>
    void run(const Work& work, const Range& range)
    {
        m_given.load(std::memory_order_acquire);
        const Turn turn(m_slots[currentWorker()], m_done);
        work(range);
    }

private:
    class Turn
    {
    public:
        Turn(std::atomic<int>& slot, std::atomic<int>& done) : m_slot(slot), m_done(done)
        {
            m_slot.load(std::memory_order_acquire);
        }
        ~Turn()
        {
            m_slot.fetch_add(1, std::memory_order_release);
            m_done.fetch_add(1, std::memory_order_release);
        }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

    private:
        std::atomic<int>& m_slot;
        std::atomic<int>& m_done;
    };

    std::vector<std::atomic<int>> m_slots;
    std::atomic<bool> m_given{false};
    std::atomic<int> m_done{0};
};

// Not instrumented: TBB copies it from task to task, and the thread that stole a task reads the copy first.
template<class Work>
struct Body
{
    HandOver* handOver;
    const Work* work;

    template<class Range>
    [[gnu::no_sanitize_thread]] void operator()(const Range& range) const
    {
        handOver->run(*work, range);
    }
};

template<class Range, class Work>
void parallelFor(int workers, const Range& range, const Work& work)
{
    HandOver handOver(workers);
    tbb::parallel_for(range, Body<Work>{&handOver, &work}, tbb::simple_partitioner());
}

// The same for a pipeline: what was done with an item happens before what is done with it next, and in a
// serial stage before the next item.
class PipelineHandOver
{
public:
    PipelineHandOver(int workers, std::size_t items, std::size_t stages)
        : m_workers(workers), m_items(items), m_stages(stages)
    {
    }

    template<class Work>
    void run(std::size_t item, std::size_t stage, bool serial, const Work& work)
    {
        m_items[item].load(std::memory_order_acquire);
        if (serial)
            m_stages[stage].load(std::memory_order_acquire);
        m_workers.run([&](int) { work(); }, 0);
        m_items[item].fetch_add(1, std::memory_order_release);
        if (serial)
            m_stages[stage].fetch_add(1, std::memory_order_release);
    }

private:
    HandOver m_workers;
    std::vector<std::atomic<int>> m_items;
    std::vector<std::atomic<int>> m_stages;
};
#else
class PipelineHandOver
{
public:
    PipelineHandOver(int, std::size_t, std::size_t) {}

    template<class Work>
    void run(std::size_t, std::size_t, bool, const Work& work)
    {
        work();
    }
};

template<class Range, class Work>
void parallelFor(int, const Range& range, const Work& work)
{
    tbb::parallel_for(range, work, tbb::simple_partitioner());
}
#endif

} // namespace

struct WorkerPool::Arena
{
    explicit Arena(int workers) : size(checkedSize(workers)), arena(size, 1) {}

    int size;
    tbb::task_arena arena;
    std::stop_token stop;
};

WorkerPool::WorkerPool(int workers) : m_arena(std::make_unique<Arena>(workers))
{
    allowOversubscription();
    m_arena->arena.initialize();
}

WorkerPool::~WorkerPool() = default;

int WorkerPool::size() const
{
    return m_arena->size;
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

void WorkerPool::forEach(std::size_t count, std::size_t grain,
                         const std::function<void(std::size_t, std::size_t)>& body)
{
    m_arena->arena.execute([&] {
        parallelFor(m_arena->size, tbb::blocked_range<std::size_t>(0, count, grain),
                    [&](const tbb::blocked_range<std::size_t>& range) {
                        const std::size_t worker = currentWorker();
                        for (std::size_t i = range.begin(); i != range.end() && !stopRequested(); ++i)
                            body(i, worker);
                    });
    });
}

void WorkerPool::pipeline(std::size_t count, std::size_t tokens, const std::vector<Stage>& stages)
{
    if (count == 0 || stages.empty())
        return;
    PipelineHandOver handOver(m_arena->size, count, stages.size());
    std::size_t next = 0;
    tbb::filter<void, std::size_t> chain(tbb::filter_mode::serial_in_order,
                                         [&](tbb::flow_control& control) -> std::size_t {
                                             if (next == count || stopRequested())
                                                 control.stop();
                                             return next == count ? 0 : next++;
                                         });
    for (std::size_t s = 0; s < stages.size(); ++s) {
        const auto mode = stages[s].serial ? tbb::filter_mode::serial_in_order : tbb::filter_mode::parallel;
        chain =
            chain &
            tbb::filter<std::size_t, std::size_t>(mode, [this, &handOver, &stages, s](std::size_t item) {
                if (!stopRequested()) {
                    handOver.run(item, s, stages[s].serial, [&] { stages[s].work(item, currentWorker()); });
                }
                return item;
            });
    }
    const auto end = tbb::filter<std::size_t, void>(tbb::filter_mode::parallel, [](std::size_t) {});
    m_arena->arena.execute([&] { tbb::parallel_pipeline(std::max<std::size_t>(tokens, 1), chain & end); });
}

int WorkerPool::onEveryWorker(const std::function<void(std::size_t)>& body)
{
    std::atomic<int> arrived{0};
    std::atomic<bool> late{false};
    m_arena->arena.execute([&] {
        parallelFor(m_arena->size, tbb::blocked_range<int>(0, m_arena->size, 1),
                    [&](const tbb::blocked_range<int>&) {
                        if (late.load(std::memory_order_relaxed))
                            return;
                        arrived.fetch_add(1);
                        const base::Nanoseconds deadline = base::now() + kArrivalLimit;
                        while (arrived.load(std::memory_order_relaxed) < m_arena->size) {
                            if (base::now() > deadline || stopRequested()) {
                                late.store(true, std::memory_order_relaxed);
                                break;
                            }
                        }
                        body(currentWorker());
                    });
    });
    return arrived.load();
}

std::string oneTbbVersion()
{
    return std::string("oneTBB ") + TBB_runtime_version();
}

} // namespace lab::workers
