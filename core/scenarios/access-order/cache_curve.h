// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/machine.h"
#include "core/scenario/scene.h"
#include "core/scenarios/access-order/traversal.h"

#include <cstdint>
#include <vector>

namespace lab::scenarios::access_order {

/// Caches to model, nearest first; their misses are empty.
struct CacheList
{
    std::int64_t bytesPerLine = 64;
    std::vector<scenario::ModelledCache> caches;
};

/// The caches of `machine` that hold data. A level whose numbers are unknown or contradict one another, or
/// whose lines differ from those before it, is left out.
CacheList cachesOf(const machine::Machine& machine);

/// Accesses that are modelled at most.
inline constexpr std::int64_t kMostModelled = std::int64_t{1} << 21;

/// What one worker's traversal of all bands, in order, would miss, starting with empty caches: the curve of
/// the first min(n², kMostModelled) accesses in at most 1024 steps. Where the accesses are no multiple of the
/// step, the last entry is after all of them. `address` is that of the first element.
scenario::TraversalDetails modelTraversal(const Traversal& traversal, std::uint64_t address,
                                          const CacheList& caches);

} // namespace lab::scenarios::access_order
