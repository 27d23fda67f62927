// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/span.h"

#include <vector>

namespace lab::trace {

/// In spans by lane: each Holds span is cut at the first instant within it at which another lane waits for
/// the same lock (`peer`), and what follows becomes HoldsWhileOthersWait. O(n log n).
void markHoldsOthersWaitFor(std::vector<std::vector<Span>>& lanes);

} // namespace lab::trace
