// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/round.h"

#include <algorithm>
#include <iterator>

namespace lab::session {

namespace {

KeptRounds undisturbed(const KeptRounds& rounds)
{
    KeptRounds left;
    std::copy_if(rounds.begin(), rounds.end(), std::back_inserter(left),
                 [](const Round* round) { return !round->disturbed && !round->throttled; });
    return left.empty() ? rounds : left;
}

} // namespace

KeptRounds kept(const std::vector<Round>& rounds)
{
    KeptRounds all;
    for (const Round& round : rounds)
        all.push_back(&round);
    return undisturbed(all);
}

KeptRounds keptOf(const std::vector<Round>& rounds, int placement)
{
    KeptRounds own;
    for (const Round& round : rounds) {
        if (round.placement == placement)
            own.push_back(&round);
    }
    return undisturbed(own);
}

} // namespace lab::session
