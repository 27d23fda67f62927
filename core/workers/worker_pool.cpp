// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/worker_pool.h"

#include "core/base/clock.h"

#include <atomic>
#include <stdexcept>
#include <string>
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <tbb/version.h>

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

void WorkerPool::forEach(std::size_t count, std::size_t grain,
                         const std::function<void(std::size_t, std::size_t)>& body)
{
    m_arena->arena.execute([&] {
        tbb::parallel_for(
            tbb::blocked_range<std::size_t>(0, count, grain),
            [&](const tbb::blocked_range<std::size_t>& range) {
                const std::size_t worker = currentWorker();
                for (std::size_t i = range.begin(); i != range.end() && !stopRequested(); ++i)
                    body(i, worker);
            },
            tbb::simple_partitioner());
    });
}

int WorkerPool::onEveryWorker(const std::function<void(std::size_t)>& body)
{
    std::atomic<int> arrived{0};
    std::atomic<bool> late{false};
    m_arena->arena.execute([&] {
        tbb::parallel_for(
            tbb::blocked_range<int>(0, m_arena->size, 1),
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
            },
            tbb::simple_partitioner());
    });
    return arrived.load();
}

std::string oneTbbVersion()
{
    return std::string("oneTBB ") + TBB_runtime_version();
}

} // namespace lab::workers
