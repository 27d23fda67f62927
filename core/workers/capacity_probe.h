// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workers/worker_pool.h"

namespace lab::workers {

/// How much parallel speed the machine gives at this moment: throughput of independent register arithmetic
/// on all workers of `pool` together, divided by one worker's. About 1.5 ms. Ideal: the pool's size, up to
/// the number of cores; less when cores are busy, shared or throttled.
double parallelCapacity(WorkerPool& pool);

} // namespace lab::workers
