// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/sweep_result.h"

#include <string>
#include <vector>

namespace lab::scenarios::gradient_accumulation {

/// From how many samples per addition on a lock costs little, in a sentence: the least value from which all
/// points of series 0 (one lock) reach nine tenths of the speedup of series 1 (a sum per worker) at the same
/// value. Looks at nothing but `points`. Empty while not `complete`.
std::string groupFinding(const std::vector<scenario::SweepPoint>& points, bool complete);

} // namespace lab::scenarios::gradient_accumulation
