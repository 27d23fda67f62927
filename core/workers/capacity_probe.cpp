// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/capacity_probe.h"

#include "core/base/clock.h"
#include "core/kernels/register_tiles.h"
#include "core/workers/throughput.h"

#include <cstdint>
#include <vector>

namespace lab::workers {

namespace {

// Each some 50 µs.
constexpr int kChainSteps = 30'000;
constexpr std::int64_t kVectorSteps = 12'000;
constexpr std::size_t kVectorTries = 7;
constexpr std::size_t kChainTries = 3;

// Touches no memory, so that only the core itself is measured. The empty assembly keeps the compiler from
// moving the whole call out from between the two clock readings.
[[gnu::noinline]] double chain()
{
    std::uint64_t value = 1;
    for (int i = 0; i < kChainSteps; ++i) {
        value = value * 6364136223846793005u + 1442695040888963407u;
        asm volatile("" : "+r"(value));
    }
    return static_cast<double>(value);
}

double vectors()
{
    return static_cast<double>(kernels::registerTiles().back().arithmetic(kVectorSteps));
}

// The median of several tries: neighbours on the same physical cores come and go within less than a
// millisecond, and what most of the time is left of the cores is what a burst gets.
template<class Work>
double ratio(WorkerPool& pool, std::size_t tries, const Work& work, base::Nanoseconds& waited)
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < tries; ++i) {
        const base::Nanoseconds begin = base::now();
        [[maybe_unused]] volatile double kept = work(); // else the work could be left out
        const auto alone = static_cast<double>(base::now() - begin);
        ratios.push_back(alone * throughput(
                                     pool, [&](std::size_t) { return work(); }, &waited));
    }
    const auto middle = ratios.begin() + static_cast<std::ptrdiff_t>(tries / 2);
    std::nth_element(ratios.begin(), middle, ratios.end());
    return std::min(*middle, static_cast<double>(pool.size()));
}

} // namespace

Capacity parallelCapacity(WorkerPool& pool)
{
    pool.onEveryWorker([](std::size_t) {});
    base::Nanoseconds waited = 0;
    const base::Nanoseconds begin = base::now();
    Capacity capacity;
    capacity.vector = ratio(pool, kVectorTries, vectors, waited);
    capacity.chain = ratio(pool, kChainTries, chain, waited);
    // Each try alone lasts about as long as one together, in which nobody can wait.
    const auto together = static_cast<double>(base::now() - begin) / 2;
    capacity.waited = std::clamp(static_cast<double>(waited) / (together * pool.size()), 0.0, 1.0);
    return capacity;
}

} // namespace lab::workers
