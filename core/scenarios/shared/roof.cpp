// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/shared/roof.h"

#include "core/kernels/register_tiles.h"
#include "core/machine/machine.h"
#include "core/workers/throughput.h"

#include <algorithm>
#include <limits>

namespace lab::scenarios {

namespace {

constexpr std::int64_t kSteps = 60'000; // of arithmetic; about 0.2 ms
constexpr int kTries = 4;
constexpr std::int64_t kBlock = 256; // floats; RegisterTiles::readAll reads whole blocks
constexpr std::int64_t kMostMemoryFloats = 64 << 20;
constexpr std::int64_t kMemoryReading = 8 << 20; // floats at a time: 32 MB
constexpr std::int64_t kCacheReading = 2 << 20;  // floats that each worker reads, over and over

const kernels::RegisterTiles& widest()
{
    return kernels::registerTiles().back();
}

std::int64_t inBlocks(std::int64_t floats)
{
    return std::max(floats / kBlock, std::int64_t{1}) * kBlock;
}

} // namespace

RoofProbe::RoofProbe()
{
    const machine::Machine machine = machine::read();
    std::int64_t second = std::int64_t{1} << 18;
    std::int64_t largest = std::int64_t{8} << 20;
    for (const machine::Cache& cache : machine.caches) {
        if (cache.level == 2 && cache.bytes > 0)
            second = cache.bytes;
        largest = std::max(largest, cache.bytes);
    }
    m_cacheFloats = inBlocks(second / 2 / std::int64_t{sizeof(float)});
    m_memoryFloats = inBlocks(std::min(2 * largest / std::int64_t{sizeof(float)}, kMostMemoryFloats));
}

double RoofProbe::peak(workers::WorkerPool& pool)
{
    double best = 0;
    for (int i = 0; i < kTries; ++i)
        best = std::max(best, workers::throughput(pool, [](std::size_t) {
                            return static_cast<double>(widest().arithmetic(kSteps));
                        }));
    return best * static_cast<double>(kSteps * widest().operationsPerStep);
}

double RoofProbe::peakOfOne()
{
    double best = std::numeric_limits<double>::max();
    for (int i = 0; i < kTries; ++i) {
        const base::Nanoseconds begin = base::now();
        [[maybe_unused]] volatile float kept = widest().arithmetic(kSteps); // else the work could be left out
        best = std::min(best, static_cast<double>(base::now() - begin));
    }
    return static_cast<double>(kSteps * widest().operationsPerStep) / best;
}

double RoofProbe::bandwidth(workers::WorkerPool& pool, bool fromMemory)
{
    const auto workers = static_cast<std::int64_t>(pool.size());
    const std::int64_t share =
        inBlocks(std::min(fromMemory ? kMemoryReading / workers : m_cacheFloats, m_memoryFloats / workers));
    const std::int64_t repeats = fromMemory ? 1 : std::max<std::int64_t>(kCacheReading / share, 1);
    if (m_next + share * workers > m_memoryFloats)
        m_next = 0;
    const float* from = m_memory.data() + (fromMemory ? m_next : 0);
    const auto read = [&](std::size_t worker) {
        double sum = 0;
        for (std::int64_t i = 0; i < repeats; ++i)
            sum += static_cast<double>(
                widest().readAll(from + static_cast<std::int64_t>(worker) * share, share));
        return sum;
    };
    double best = workers::throughput(pool, read);
    if (fromMemory) {
        m_next += share * workers;
    } else { // the first reading filled the cache
        best = std::max(workers::throughput(pool, read), workers::throughput(pool, read));
    }
    return best * static_cast<double>(repeats * share) * sizeof(float);
}

std::vector<scenario::MachineFigure> RoofProbe::measure(workers::WorkerPool& pool)
{
    // One block more than is read, so that every worker finds a whole share.
    m_memory.resize(static_cast<std::size_t>(m_memoryFloats + kBlock * (pool.size() + 1)), 1.0f);
    // Where the system gives the workers no cores, together they do no less than one would alone.
    const double one = peakOfOne();
    return {{"peak", "peak of all workers", "GFLOP/s", std::max(peak(pool), one)},
            {"peak-one", "peak of one worker", "GFLOP/s", one},
            {"cache", "level 2 caches", "GB/s", bandwidth(pool, false)},
            {"memory", "main memory", "GB/s", bandwidth(pool, true)}};
}

} // namespace lab::scenarios
