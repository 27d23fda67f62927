// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/capacity_probe.h"

#include "core/base/clock.h"
#include "core/workers/throughput.h"

#include <algorithm>
#include <cstdint>
#include <limits>

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

} // namespace

double parallelCapacity(WorkerPool& pool)
{
    // The best of a few short tries: what the cores can give, not what an interruption took away.
    double alone = std::numeric_limits<double>::max();
    double together = 0;
    for (int i = 0; i < kTries; ++i) {
        const base::Nanoseconds begin = base::now();
        [[maybe_unused]] volatile std::uint64_t kept = spinArithmetic(1); // else the work could be left out
        alone = std::min(alone, static_cast<double>(base::now() - begin));
        together = std::max(together, throughput(pool, [](std::size_t worker) {
                                return static_cast<double>(spinArithmetic(worker + 2));
                            }));
    }
    return std::min(together * alone, static_cast<double>(pool.size()));
}

} // namespace lab::workers
