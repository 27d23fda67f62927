// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

#include <cstdint>
#include <vector>

namespace lab::widgets {

/// What one worker has added up for itself.
struct OwnSum
{
    std::size_t lane = 0;
    std::int64_t added = 0;    ///< units
    std::vector<float> values; ///< as many as the exhibit has elements a worker
};

/// The exhibit, {worker, element}, that tasks accumulate by worker: each adds to a row of its own. Null where
/// all add to the same sum.
const scenario::Exhibit* ownSumsOf(const scenario::Scene& scene);

/// The sum of each worker lane at `t`, of `exhibit`. Pure.
std::vector<OwnSum> ownSums(const scenario::Scene& scene, const scenario::Exhibit& exhibit,
                            const trace::Trace& trace, base::Nanoseconds t);

/// The sums one below the other, as many as have room, and an arrow from each into `total`: broad while a
/// task accumulates `sum`, in the worker's colour from then on.
void paintOwnSums(StageBrush& brush, const QRectF& area, const QRectF& total,
                  const scenario::Exhibit& exhibit, const scenario::Exhibit& sum);

} // namespace lab::widgets
