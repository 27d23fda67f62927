// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/sweep_result.h"

#include <string>
#include <vector>

namespace lab::scenarios::false_sharing {

/// Between which distances the speedup jumps, in a sentence that names the line size found: of neighbouring
/// values whose intervals do not overlap and whose speedups differ by at least a quarter, those that differ
/// most. Looks at nothing but `points` (of one series). Without such a jump it says so when `complete`, and
/// else nothing.
std::string lineFinding(std::vector<scenario::SweepPoint> points, bool complete);

} // namespace lab::scenarios::false_sharing
