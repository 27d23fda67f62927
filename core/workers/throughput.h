// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/workers/worker_pool.h"

#include <functional>

namespace lab::workers {

/// How many times `work(worker)` is done per ns when every worker of `pool` does it once at the same time:
/// from the first to begin to the last to end, so that workers that take turns on one core do not count
/// twice. Workers that the system does not start in time are left out; 0 when none is. What `work` returns is
/// kept, so that the compiler cannot leave the work out. Adds to `waited`, where given, for how long in ns
/// the workers were ready meanwhile and had no core, as far as the kernel tells.
double throughput(WorkerPool& pool, const std::function<double(std::size_t worker)>& work,
                  base::Nanoseconds* waited = nullptr);

} // namespace lab::workers
