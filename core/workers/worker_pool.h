// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace lab::workers {

/// oneTBB worker threads in an arena of their own. Worker numbers 0 … size − 1 are the arena's slots, so a
/// worker keeps its lane for as long as it stays in the arena; the calling thread takes part as worker 0. One
/// thread at a time calls. More workers than cores are allowed (oversubscription).
class WorkerPool
{
public:
    /// 1 … 256 workers. Worker i is held to `processors[i % size]`, numbers of the system's that the process
    /// may run on, see machine::processorNumbers(), from its first work on; where the list is empty, the
    /// system decides. The calling thread is left alone: see placeCaller(). Throws std::invalid_argument for
    /// other numbers of workers and for processors below 0, base::NoThread when the system does not start so
    /// many threads.
    explicit WorkerPool(int workers, std::vector<int> processors = {});
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    int size() const;

    /// Holds the calling thread to the processor of worker 0; without processors, releases it. Every thread
    /// and process that it creates meanwhile is held to the same processor, hence on request only. Costs a
    /// system call where the thread is elsewhere, else a few ns.
    void placeCaller();

    /// Lets the calling thread run wherever the process may, whichever pool has placed it.
    static void releaseCaller();

    /// Whether the pool's threads are where they were told to be, as far as has been tried: false without
    /// processors, and once the system has refused to hold one (a container may), which changes nothing else.
    bool placed() const;

    /// Calls `body(index, worker)` for each index in [0, count), `grain` indices a task, and waits. Bodies
    /// run at the same time on different workers. An exception of a body cancels the rest and is rethrown
    /// here.
    void forEach(std::size_t count, std::size_t grain,
                 const std::function<void(std::size_t index, std::size_t worker)>& body);

    /// Calls `body(first, count, worker)` for ranges that cover [0, count) once, and waits. How long they are
    /// is TBB's own choice (auto_partitioner): it halves, and goes on halving where workers have come for
    /// more. Exceptions as above.
    void forRanges(std::size_t count,
                   const std::function<void(std::size_t first, std::size_t count, std::size_t worker)>& body);

    /// Calls `body(part, worker)` once for each part in [0, size), part i on worker i, and waits: who is done
    /// does not take the part of one that is still on its way, unless that does not come within 200 ms. Parts
    /// that have not begun are skipped once stop is requested. Exceptions as above.
    void onOwnWorkers(const std::function<void(std::size_t part, std::size_t worker)>& body);

    /// One stage of a pipeline.
    struct Stage
    {
        bool serial = true; ///< one item at a time, in order; else several items at the same time
        std::function<void(std::size_t item, std::size_t worker)> work;
    };

    /// Passes items 0 … count − 1 through all stages, in TBB's pipeline: at most `tokens` items are on their
    /// way at a time, and a worker takes an item as far as it can. Waits. No item begins once stop is
    /// requested; those on their way skip what is left. An exception cancels the rest and is rethrown here.
    void pipeline(std::size_t count, std::size_t tokens, const std::vector<Stage>& stages);

    /// Calls `body(worker)` on every worker at the same time, for probes: those that arrive first spin until
    /// the last is there. A worker that the system does not start within 200 ms is left out. Returns how
    /// many took part.
    int onEveryWorker(const std::function<void(std::size_t worker)>& body);

    /// Makes loops over indices skip what has not begun once `stop` is requested. Between two calls only.
    void setStopToken(std::stop_token stop);
    /// For loops of the caller's own. Any thread.
    bool stopRequested() const;
    /// To wait with. Any thread.
    std::stop_token stopToken() const;

    struct Arena; ///< of worker_pool.cpp alone

private:
    void startThreads();
    template<class Enter, class Body>
    int meet(const Enter& enter,
             const Body& body); ///< enter() before waiting for all, body(what that gave) then

    std::unique_ptr<Arena> m_arena;
};

/// "oneTBB 2021.8.0", as loaded.
std::string oneTbbVersion();

} // namespace lab::workers
