// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

#include <vector>

namespace lab::widgets {

/// What became of a task, ns since the iteration began.
struct PoolTask
{
    bool known = false; ///< it was recorded
    std::size_t lane = 0;
    base::Nanoseconds begin = 0; ///< of its wait, or of its computing where it did not wait
    base::Nanoseconds computes = 0;
    base::Nanoseconds end = 0;
};

/// One a unit of the scene's first task: computing spans, with the waits for data before them on the same
/// lane.
std::vector<PoolTask> poolTasks(const scenario::Scene& scene, const trace::Trace& trace);

/// How many lanes do what at `t`.
struct PoolCounts
{
    std::size_t computing = 0;
    std::size_t waiting = 0; ///< for data
    std::size_t other = 0;
};
PoolCounts poolCounts(const trace::Trace& trace, base::Nanoseconds t);

/// Tasks as tiles, the workers that compute or wait, and the cores they share.
void paintPool(StageBrush& brush, const QRectF& area);

} // namespace lab::widgets
