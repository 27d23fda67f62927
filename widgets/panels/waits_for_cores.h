// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/result_text.h"

#include <vector>

namespace lab::widgets {

/// Adds "no core" to the parts of the workers' time: `share` of it they had work but no core. It is taken off
/// those parts that it hides in, and is no larger than they are. Nothing where it is too little to be told.
void tellWaitsForCores(std::vector<BreakdownPart>& parts, double share);

} // namespace lab::widgets
