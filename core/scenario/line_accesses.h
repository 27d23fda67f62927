// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/mesi.h"
#include "core/scenario/scene.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lab::scenario {

/// Accesses to the slots of `cacheLines` (an exhibit with CacheLineDetails) in [from, to), by time; of
/// equals, the lower lane first. One access an iteration of a computing span's task, core = lane, always a
/// write.
///
/// A model: what is recorded are spans of many iterations. Each is taken to spread its own evenly over its
/// duration, and a lane is taken to visit its slots in order, going on in the next span where it stopped.
/// Stores that wait (CacheLineDetails::readsFirst is false) are shown when they are issued; the cache sees
/// them later and several at a time.
///
/// At most `most` are returned, the earliest.
std::vector<analysis::LineAccess> lineAccesses(const Scene& scene, const Exhibit& cacheLines,
                                               const trace::Trace& trace, base::Nanoseconds from,
                                               base::Nanoseconds to, std::size_t most);

/// How often each slot of the region has been accessed before `t`, by the same model.
std::vector<std::int64_t> slotValues(const Scene& scene, const Exhibit& cacheLines, const trace::Trace& trace,
                                     base::Nanoseconds t);

} // namespace lab::scenario
