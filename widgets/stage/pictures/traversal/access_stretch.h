// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"

#include <optional>
#include <vector>

namespace lab::widgets {

/// One element visited, and whether the model's nearest cache held its line.
struct ElementAccess
{
    std::int64_t row = 0;
    std::int64_t column = 0;
    bool hit = false;
};

/// A few consecutive accesses of one worker under the microscope, as for cache lines: the run is cut into
/// parts, and while the playhead passes through a part, it stands for the accesses at the part's beginning.
struct AccessStretch
{
    std::size_t lane = 0;
    std::vector<ElementAccess> accesses;
    std::size_t done = 0; ///< of those, by now; at least one
};

/// The stretch of `matrix`, which has TraversalDetails, at `t`. Hits are those of the first of its caches
/// after the worker's accesses before, as many as fill it; without a cache everything misses. Empty where
/// nobody works.
std::optional<AccessStretch> accessStretch(const scenario::Scene& scene, const scenario::Exhibit& matrix,
                                           const trace::Trace& trace, base::Nanoseconds t);

/// Accesses and misses of a modelled cache after `accesses` of the traversal; beyond the end of what was
/// modelled, at its end.
struct ModelledMisses
{
    std::int64_t accesses = 0;
    std::int64_t misses = 0;
};
ModelledMisses missesAfter(const scenario::TraversalDetails& details, const scenario::ModelledCache& cache,
                           std::int64_t accesses);

} // namespace lab::widgets
