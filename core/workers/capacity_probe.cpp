// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/capacity_probe.h"

#include "core/base/clock.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace lab::workers {

namespace {

constexpr int kSteps = 200'000;

// One chain of dependent operations that touches no memory, so that only the core itself is measured.
[[gnu::noinline]] std::uint64_t spinArithmetic(std::uint64_t seed)
{
    for (int i = 0; i < kSteps; ++i)
        seed = seed * 6364136223846793005u + 1442695040888963407u;
    return seed;
}

base::Nanoseconds timed(std::uint64_t seed, std::uint64_t& sink)
{
    const base::Nanoseconds begin = base::now();
    sink = spinArithmetic(seed);
    return base::now() - begin;
}

} // namespace

double parallelCapacity(WorkerPool& pool)
{
    const auto workers = static_cast<std::size_t>(pool.size());
    struct alignas(128) Slot
    {
        base::Nanoseconds time = 0;
        std::uint64_t sink = 0;
    };
    Slot alone;
    alone.time = timed(1, alone.sink);
    std::vector<Slot> together(workers);
    const base::Nanoseconds begin = base::now();
    pool.onEveryWorker(
        [&](std::size_t worker) { together[worker].time = timed(worker + 2, together[worker].sink); });
    const base::Nanoseconds wall = base::now() - begin;
    double rate = 0;
    for (const Slot& slot : together) {
        if (slot.time > 0)
            rate += static_cast<double>(alone.time) / static_cast<double>(slot.time);
    }
    // Workers that take turns on one core each look fast alone; their common wall time does not.
    const double byWall =
        static_cast<double>(workers) * static_cast<double>(alone.time) / static_cast<double>(wall);
    return workers > 1 && byWall < rate * 0.5 ? byWall : rate;
}

} // namespace lab::workers
