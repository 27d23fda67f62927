// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/recorder.h"
#include "core/workers/worker_pool.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace lab::scenarios {

/// Consecutive stages, for a worker of their own. Never empty.
struct StageGroup
{
    std::size_t first = 0;
    std::size_t end = 0;
};

/// Stages of the given costs cut into as many groups as there are workers, as equal in cost as whole stages
/// allow; at most as many groups as stages.
std::vector<StageGroup> groupStages(const std::vector<double>& costs, int workers);

struct StageOptions
{
    std::int64_t ahead = 0; ///< most blocks under way; 0: any number
    std::uint32_t unitsPerBlock = 1;
};

/// Runs the groups at the same time, each on a worker of its own: block by block, a group waits until the one
/// before has finished the block. The first waits, too, until fewer than `ahead` blocks are under way; but
/// not while there is a group that nobody has. A worker that is done with its group takes the next one that
/// nobody has.
/// `compute(stage, block, worker)` does one stage of one block, and its span is recorded as task `stage`
/// and the units of that block; a wait is recorded with the stage that is needed and the lane that computes
/// it. Returns when all is done, or the pool is asked to stop. An exception of `compute` ends the rest and is
/// rethrown.
void runStageGroups(
    const std::vector<StageGroup>& groups, std::int64_t blocks, workers::WorkerPool& pool,
    trace::Recorder* recorder,
    const std::function<void(std::size_t stage, std::int64_t block, std::size_t worker)>& compute,
    StageOptions options = {});

} // namespace lab::scenarios
