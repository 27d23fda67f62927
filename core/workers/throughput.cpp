// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/throughput.h"

#include "core/workers/thread_usage.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace lab::workers {

namespace {

struct alignas(128) Stretch
{ // a worker's own lines
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
    base::Nanoseconds waited = 0;
    volatile double result = 0; // volatile: an unread result would let the work be left out
};

} // namespace

double throughput(WorkerPool& pool, const std::function<double(std::size_t)>& work, base::Nanoseconds* waited)
{
    std::vector<Stretch> stretches(static_cast<std::size_t>(pool.size()));
    pool.onEveryWorker([&](std::size_t worker) {
        Stretch& own = stretches[worker];
        const ThreadUsage before = waited ? ThreadUsage::read() : ThreadUsage();
        own.begin = base::now();
        own.result = work(worker);
        own.end = base::now();
        if (waited)
            own.waited = (ThreadUsage::read() - before).waitedForCore.value_or(0);
    });
    base::Nanoseconds begin = std::numeric_limits<base::Nanoseconds>::max();
    base::Nanoseconds end = 0;
    double done = 0;
    for (const Stretch& own : stretches) {
        if (own.end == 0) // the system did not start this worker in time
            continue;
        begin = std::min(begin, own.begin);
        end = std::max(end, own.end);
        done += 1;
        if (waited)
            *waited += own.waited;
    }
    return end > begin ? done / static_cast<double>(end - begin) : 0;
}

} // namespace lab::workers
