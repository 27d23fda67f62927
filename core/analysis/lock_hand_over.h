// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/trace.h"

#include <cstdint>
#include <vector>

namespace lab::analysis {

/// A lock passing from one lane to another that had been waiting for it.
struct LockHandOver
{
    std::uint32_t lock = 0;
    std::uint32_t fromLane = 0;
    std::uint32_t toLane = 0;
    base::Nanoseconds released = 0; ///< within the giving lane's hold, not after `acquired`
    base::Nanoseconds acquired = 0; ///< begin of the receiving lane's hold
};

/// All hand-overs of a trace, by lock, then by time.
std::vector<LockHandOver> lockHandOvers(const trace::Trace& trace);

} // namespace lab::analysis
