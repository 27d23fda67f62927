// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lock_hand_over.h"

#include "core/analysis/lock_profile.h"

#include <algorithm>

namespace lab::analysis {

std::vector<LockHandOver> lockHandOvers(const trace::Trace& trace)
{
    std::vector<LockHandOver> result;
    for (const std::uint32_t lock : locksOf(trace)) {
        const std::vector<Hold> holds = holdsOf(trace, lock);
        for (std::size_t i = 1; i < holds.size(); ++i) {
            const Hold& from = holds[i - 1];
            const Hold& to = holds[i];
            if (from.lane == to.lane || to.waited == 0 || to.begin - to.waited >= from.end)
                continue;
            // The last nanosecond inside the hold. In traces of other origin two holds may seem to overlap.
            const base::Nanoseconds released = std::max(from.begin, std::min(from.end - 1, to.begin));
            result.push_back({lock, static_cast<std::uint32_t>(from.lane),
                              static_cast<std::uint32_t>(to.lane), released, to.begin});
        }
    }
    return result;
}

} // namespace lab::analysis
