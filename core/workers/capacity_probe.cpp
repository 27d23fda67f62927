// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/capacity_probe.h"

#include "core/base/clock.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace lab::workers {

namespace {

constexpr int kSteps = 200'000;

// One chain of dependent operations that touches no memory, so that only the core itself is measured. The
// empty assembly keeps the compiler from moving the whole call out from between the two clock readings.
[[gnu::noinline]] std::uint64_t spinArithmetic(std::uint64_t seed)
{
    for (int i = 0; i < kSteps; ++i) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        asm volatile("" : "+r"(seed));
    }
    return seed;
}

struct alignas(128) Stretch
{ // a worker's own lines
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
    volatile std::uint64_t result = 0; // volatile: an unread result would let the work be left out
};

void work(Stretch& stretch, std::uint64_t seed)
{
    stretch.begin = base::now();
    stretch.result = spinArithmetic(seed);
    stretch.end = base::now();
}

} // namespace

double parallelCapacity(WorkerPool& pool)
{
    Stretch alone;
    work(alone, 1);
    std::vector<Stretch> together(static_cast<std::size_t>(pool.size()));
    pool.onEveryWorker([&](std::size_t worker) { work(together[worker], worker + 2); });
    // From the first to start to the last to end: workers that take turns on one core do not count twice.
    base::Nanoseconds begin = std::numeric_limits<base::Nanoseconds>::max();
    base::Nanoseconds end = 0;
    double done = 0;
    for (const Stretch& stretch : together) {
        if (stretch.end == 0) // the system did not start this worker in time
            continue;
        begin = std::min(begin, stretch.begin);
        end = std::max(end, stretch.end);
        done += 1;
    }
    return end > begin
               ? done * static_cast<double>(alone.end - alone.begin) / static_cast<double>(end - begin)
               : 0;
}

} // namespace lab::workers
