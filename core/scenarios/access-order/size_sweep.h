// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/sweep_result.h"
#include "core/scenarios/access-order/cache_curve.h"

#include <cstddef>
#include <string>
#include <vector>

namespace lab::scenarios::access_order {

/// Series of the sweep over n.
enum Series : std::size_t { kRowsSeries, kColumnsSeries, kTilesSeries };

/// "At n = 4096 columns take 7.2 times as long per element as rows.", for the largest n at which both were
/// measured; empty while there is none.
std::string orderFinding(const std::vector<scenario::SweepPoint>& points);

/// For each cache the n at which an n × n matrix of floats is as large as it, where that is between `lowest`
/// and `highest`: "L1, 48 KB".
std::vector<scenario::SweepAnnotations::Mark> cacheMarks(const CacheList& caches, double lowest,
                                                         double highest);

} // namespace lab::scenarios::access_order
