// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/what_if.h"

#include <algorithm>
#include <cmath>

namespace lab::scenario {

analysis::Change WhatIf::change() const
{
    analysis::Change change;
    change.locksAreFree = locksAreFree;
    if (!faster.empty())
        change.work = [states = faster, share = share](const trace::Span& span) {
            return std::find(states.begin(), states.end(), span.state) != states.end() ? share : 1;
        };
    return change;
}

WhatIf WhatIf::withShare(double other) const
{
    WhatIf result = *this;
    if (other != share)
        result.label = part + " takes " + std::to_string(std::lround(other * 100)) + " % of its time";
    result.share = other;
    result.factor = factor <= 1 ? other : 1 / other;
    return result;
}

} // namespace lab::scenario
