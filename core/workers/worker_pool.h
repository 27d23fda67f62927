// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace lab::workers {

/// oneTBB worker threads in an arena of their own. Worker numbers 0 … size − 1 are the arena's slots, so a
/// worker keeps its lane for as long as it stays in the arena; the calling thread takes part as worker 0 or
/// another free slot. More workers than cores are allowed (oversubscription).
class WorkerPool
{
public:
    /// 1 … 256 workers. Throws std::invalid_argument otherwise.
    explicit WorkerPool(int workers);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    int size() const;

    /// Calls `body(index, worker)` for each index in [0, count), `grain` indices a task, and waits. Bodies
    /// run at the same time on different workers. An exception of a body cancels the rest and is rethrown
    /// here.
    void forEach(std::size_t count, std::size_t grain,
                 const std::function<void(std::size_t index, std::size_t worker)>& body);

    /// Calls `body(worker)` on every worker at the same time, for probes: those that arrive first spin until
    /// the last is there. A worker that the system does not start within 200 ms is left out. Returns how
    /// many took part.
    int onEveryWorker(const std::function<void(std::size_t worker)>& body);

    /// Makes `forEach` skip what has not begun once `stop` is requested. Between two calls only.
    void setStopToken(std::stop_token stop);
    /// For loops of the caller's own. Any thread.
    bool stopRequested() const;

private:
    struct Arena;
    std::unique_ptr<Arena> m_arena;
};

/// "oneTBB 2021.8.0", as loaded.
std::string oneTbbVersion();

} // namespace lab::workers
