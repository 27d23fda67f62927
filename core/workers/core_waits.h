// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/workers/worker_pool.h"

#include <optional>
#include <sys/types.h>
#include <vector>

namespace lab::workers {

/// Whether workers had to wait for a core, as the kernel counts it: ready to run while another thread had the
/// processor. A probe before and after a burst fits between two time slices; this covers all of it.
class CoreWaits
{
public:
    /// Begins to count, for all workers of `pool`; for the calling thread alone where that is null. Some 10
    /// µs with workers that are awake.
    explicit CoreWaits(WorkerPool* pool);

    /// The largest share of the time since then that one of them has waited; 0 where the kernel does not
    /// tell. A worker whose place another thread has taken since does not count.
    double largestShare();

    /// The time since then that all of them together have waited, each of them `most` at most, the time that
    /// is asked about: to be asked, a worker needs a core, too. Absent where the kernel does not tell. A
    /// worker whose place another thread has taken since does not count.
    std::optional<base::Nanoseconds> total(base::Nanoseconds most);

private:
    struct Worker
    {
        pid_t thread = 0;
        base::Nanoseconds waited = 0;
    };
    std::vector<Worker> read();

    WorkerPool* const m_pool;
    const std::vector<Worker> m_before;
    const base::Nanoseconds m_begin;
};

} // namespace lab::workers
