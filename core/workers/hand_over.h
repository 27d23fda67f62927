// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <vector>

namespace lab::workers {

/// The arena's slot that the calling thread has.
inline std::size_t currentWorker()
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

template<class Range, class Work, class Partitioner = tbb::simple_partitioner>
void parallelFor(int workers, const Range& range, const Work& work, const Partitioner& partitioner = {})
{
    HandOver handOver(workers);
    tbb::parallel_for(range, Body<Work>{&handOver, &work}, partitioner);
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
template<class Range, class Work, class Partitioner = tbb::simple_partitioner>
void parallelFor(int, const Range& range, const Work& work, const Partitioner& partitioner = {})
{
    tbb::parallel_for(range, work, partitioner);
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

} // namespace lab::workers
