// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workers/worker_pool.h"

#include <algorithm>

namespace lab::workers {

/// How much parallel speed the machine gives at one moment: what all workers of a pool do together, divided
/// by what one does alone. Ideal: the pool's size, up to the number of cores; less when cores are busy,
/// shared or throttled.
struct Capacity
{
    /// Of multiply-adds in the widest vector registers that this CPU has, as many as it can have under way.
    /// Two threads on one physical core share its units, and give what one gives.
    double vector = 0;
    /// Of a chain of dependent integer operations, which leaves most of a core idle: tells whether every
    /// worker has a core or a hardware thread at all.
    double chain = 0;
    /// Share of the probe's time in which workers were ready to run and had no core, as the kernel counts it;
    /// 0 where it does not tell.
    double waited = 0;

    double least() const { return std::min(vector, chain); }
};

/// Calls all workers together, so that none is still waking up, and measures: medians of a few short tries,
/// in turn alone and together, so that an interruption does not count and a changing clock hardly. About 1.2
/// ms.
Capacity parallelCapacity(WorkerPool& pool);

} // namespace lab::workers
