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
    ~HandOver() { finish(); }
    void finish() { m_done.load(std::memory_order_acquire); }
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
// serial stage before the next item; and what was done with items that have left, before the next one enters.
// Stage 0 is the source, whose items are not known before.
class PipelineHandOver
{
public:
    PipelineHandOver(int workers, std::size_t items, std::size_t stages)
        : m_workers(workers), m_items(items + 1), m_stages(stages + 1)
    {
    }
    /// What the caller wrote before happens before what follows enter() on any thread.
    void open() { m_open.store(true, std::memory_order_release); }
    void enter() { m_open.load(std::memory_order_acquire); }
    void enterItem() { m_left.load(std::memory_order_acquire); }
    void handOn(std::size_t item) { m_items[item].fetch_add(1, std::memory_order_release); }
    void leaveItem() { m_left.fetch_add(1, std::memory_order_release); }
    void finish()
    {
        enterItem();
        m_workers.finish();
    }

    template<class Work>
    void run(std::size_t item, std::size_t stage, bool serial, const Work& work)
    {
        const auto inOrder = [&](int) {
            m_items[item].load(std::memory_order_acquire);
            if (serial)
                m_stages[stage].load(std::memory_order_acquire);
            work();
            m_items[item].fetch_add(1, std::memory_order_release);
            if (serial)
                m_stages[stage].fetch_add(1, std::memory_order_release);
        };
        m_workers.run(inOrder, 0);
    }

private:
    std::atomic<bool> m_open{false};
    std::atomic<int> m_left{0};
    HandOver m_workers;
    std::vector<std::atomic<int>> m_items;
    std::vector<std::atomic<int>> m_stages;
};
#define LAB_READS_WHAT_TBB_COPIED [[gnu::no_sanitize_thread]]
#else
template<class Range, class Work>
void parallelFor(int, const Range& range, const Work& work)
{
    tbb::parallel_for(range, work, tbb::simple_partitioner());
}

class PipelineHandOver
{
public:
    PipelineHandOver(int, std::size_t, std::size_t) {}
    void open() {}
    void enter() {}
    void enterItem() {}
    void handOn(std::size_t) {}
    void leaveItem() {}
    void finish() {}

    template<class Work>
    void run(std::size_t, std::size_t, bool, const Work& work)
    {
        work();
    }
};
#define LAB_READS_WHAT_TBB_COPIED
#endif

// What TBB's filters of one pipeline share.
class PipelineRun
{
public:
    PipelineRun(const WorkerPool& pool, std::size_t count, const std::vector<WorkerPool::Stage>& stages)
        : m_pool(pool), m_count(count), m_stages(stages), m_handOver(pool.size(), count, stages.size())
    {
        m_handOver.open();
    }

    std::size_t next(tbb::flow_control& control)
    {
        m_handOver.enter();
        m_handOver.enterItem();
        std::size_t item = 0;
        m_handOver.run(m_count, 0, true, [&] {
            if (m_next == m_count || m_pool.stopRequested())
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
            if (!m_pool.stopRequested())
                m_stages[stage].work(item, currentWorker());
        });
    }

    void leave()
    {
        m_handOver.enter();
        m_handOver.leaveItem();
    }
    void finish() { m_handOver.finish(); }

private:
    const WorkerPool& m_pool;
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
    PipelineRun run(*this, count, stages);
    tbb::filter<void, std::size_t> chain(tbb::filter_mode::serial_in_order, Source{&run});
    for (std::size_t stage = 0; stage < stages.size(); ++stage) {
        const auto mode =
            stages[stage].serial ? tbb::filter_mode::serial_in_order : tbb::filter_mode::parallel;
        chain = chain & tbb::filter<std::size_t, std::size_t>(mode, Passage{&run, stage});
    }
    const auto whole = chain & tbb::filter<std::size_t, void>(tbb::filter_mode::parallel, End{&run});
    const PipelineEnd end{run}; // before the filters go, even after an exception
    m_arena->arena.execute([&] { tbb::parallel_pipeline(std::max<std::size_t>(tokens, 1), whole); });
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
