// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/round.h"

namespace lab::scenario {

KeptRounds kept(const std::vector<Round>& rounds)
{
    KeptRounds undisturbed;
    KeptRounds all;
    for (const Round& round : rounds) {
        all.push_back(&round);
        if (!round.disturbed && !round.throttled)
            undisturbed.push_back(&round);
    }
    return undisturbed.empty() ? all : undisturbed;
}

} // namespace lab::scenario
