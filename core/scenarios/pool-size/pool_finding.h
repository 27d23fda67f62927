// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/machine.h"
#include "core/scenario/sweep_result.h"

#include <string>
#include <vector>

namespace lab::scenarios::pool_size {

/// The machine this runs on; read once. Any thread.
const machine::Machine& machineHere();

/// The rules of thumb for a machine, those that coincide in one mark.
std::vector<scenario::SweepAnnotations::Mark> rulesOfThumb(const machine::Machine& machine);

/// The smallest pool of each series that is as good as its best, as far as the intervals tell: "CPU-bound:
/// best at 2; I/O-bound: best at 16, the most tried." Empty without points.
std::string bestPools(const scenario::SweepResult& result);

} // namespace lab::scenarios::pool_size
