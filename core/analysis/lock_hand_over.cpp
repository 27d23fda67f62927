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
        const auto isHandedOver = [](const Hold& from, const Hold& to) {
            return from.lane != to.lane && to.waited > 0 && to.begin - to.waited < from.end;
        };
        std::size_t many = 0; // doubling a long list would take its memory twice
        for (std::size_t i = 1; i < holds.size(); ++i)
            many += isHandedOver(holds[i - 1], holds[i]) ? 1 : 0;
        result.reserve(result.size() + many);
        for (std::size_t i = 1; i < holds.size(); ++i) {
            const Hold& from = holds[i - 1];
            const Hold& to = holds[i];
            if (!isHandedOver(from, to))
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
