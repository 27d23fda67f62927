// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/measurement.h"

#include <string>
#include <vector>

namespace lab::scenarios::pool_size {

/// Cores of this machine that the program may use; asked once. Any thread.
int coresHere();

/// The rules of thumb for a machine of `cores` cores, those that coincide in one mark.
std::vector<scenario::SweepAnnotations::Mark> rulesOfThumb(int cores);

/// The smallest pool of each series that is as good as its best, as far as the intervals tell: "CPU-bound:
/// best at 2; I/O-bound: best at 16, the most tried." Empty without points.
std::string bestPools(const scenario::SweepResult& result);

} // namespace lab::scenarios::pool_size
