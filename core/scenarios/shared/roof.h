// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <cstdint>
#include <vector>

namespace lab::scenarios {

/// Measures the lines of a roofline: what the machine's workers can compute and read at this moment. Used by
/// one thread at a time.
class RoofProbe
{
public:
    /// The memory it reads is twice the largest cache, at most 256 MB; made at the first measurement.
    RoofProbe();

    /// "peak" and "peak-one" (GFLOP/s of multiply-adds in the widest vector registers, on all workers and on
    /// one), "cache" and "memory" (GB/s read by all workers: from each one's own half of a level 2 cache, and
    /// from main memory). About 6 ms.
    std::vector<scenario::MachineFigure> measure(workers::WorkerPool& pool);

private:
    double peak(workers::WorkerPool& pool);
    double peakOfOne();
    double bandwidth(workers::WorkerPool& pool, bool fromMemory);

    std::int64_t m_cacheFloats;  // that each worker reads again and again
    std::int64_t m_memoryFloats; // all that is read in turn
    std::int64_t m_next = 0;     // where the next reading of memory begins
    std::vector<float> m_memory;
};

/// For the next experiment of the same request: making the memory that is read takes longer than measuring
/// it.
struct KeptRoof : scenario::Reusable
{
    RoofProbe probe;
};

} // namespace lab::scenarios
