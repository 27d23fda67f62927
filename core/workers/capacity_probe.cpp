// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/capacity_probe.h"

#include "core/base/clock.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace lab::workers {

namespace {

constexpr int kSteps = 60'000;
constexpr int kTries = 3;

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

// Stretches of work per ns that all workers do together.
double throughput(WorkerPool& pool)
{
    std::vector<Stretch> stretches(static_cast<std::size_t>(pool.size()));
    pool.onEveryWorker([&](std::size_t worker) { work(stretches[worker], worker + 2); });
    // From the first to start to the last to end: workers that take turns on one core do not count twice.
    base::Nanoseconds begin = std::numeric_limits<base::Nanoseconds>::max();
    base::Nanoseconds end = 0;
    double done = 0;
    for (const Stretch& stretch : stretches) {
        if (stretch.end == 0) // the system did not start this worker in time
            continue;
        begin = std::min(begin, stretch.begin);
        end = std::max(end, stretch.end);
        done += 1;
    }
    return end > begin ? done / static_cast<double>(end - begin) : 0;
}

} // namespace

double parallelCapacity(WorkerPool& pool)
{
    // The best of a few short tries: what the cores can give, not what an interruption took away.
    double alone = std::numeric_limits<double>::max();
    double together = 0;
    for (int i = 0; i < kTries; ++i) {
        Stretch stretch;
        work(stretch, 1);
        alone = std::min(alone, static_cast<double>(stretch.end - stretch.begin));
        together = std::max(together, throughput(pool));
    }
    return std::min(together * alone, static_cast<double>(pool.size()));
}

} // namespace lab::workers
