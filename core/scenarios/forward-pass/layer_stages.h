// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/network.h"
#include "core/trace/recorder.h"
#include "core/workers/worker_pool.h"

#include <functional>
#include <vector>

namespace lab::scenarios::forward_pass {

/// Consecutive layers, one group a worker, as equal in work as whole layers allow. At most as many groups as
/// layers. Groups are never empty.
struct LayerGroup
{
    std::size_t first = 0;
    std::size_t end = 0;
};
std::vector<LayerGroup> groupLayers(const kernels::Network& network, int workers);

/// Runs the groups at the same time, each on a worker of its own: block by block, a group waits until the one
/// before has finished the block. `compute(layer, block, worker)` does one layer of one block, and its span
/// is recorded as task `layer`, unit `block`; a wait is recorded with the layer that is needed and the lane
/// that computes it. Returns when all is done, or the pool is asked to stop.
void runLayerGroups(
    const std::vector<LayerGroup>& groups, std::int64_t blocks, workers::WorkerPool& pool,
    trace::Recorder* recorder,
    const std::function<void(std::size_t layer, std::int64_t block, std::size_t worker)>& compute);

} // namespace lab::scenarios::forward_pass
