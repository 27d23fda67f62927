// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/lock_hand_over.h"
#include "core/trace/trace.h"

#include <memory>
#include <vector>

namespace lab::analysis {

/// What is a property of a trace as a whole, and takes a walk over all its spans to find: made once, with the
/// trace, off the GUI thread. Immutable; any thread may read.
struct TraceFacts
{
    /// When each barrier opens: the last worker arrives at it. Ascending.
    std::vector<base::Nanoseconds> barrierOpenings;
    /// By the instant of release.
    std::vector<LockHandOver> handOvers;
};

std::shared_ptr<const TraceFacts> factsOf(const trace::Trace& trace);

} // namespace lab::analysis
