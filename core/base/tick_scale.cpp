// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tick_scale.h"

#include <algorithm>
#include <cmath>

namespace lab::base {

void TickScale::add(const Anchor& anchor)
{
    if (anchor.ticks > last().ticks && anchor.steady > last().steady)
        m_anchors.push_back(anchor);
}

Nanoseconds TickScale::toSteady(Ticks ticks) const
{
    if (m_anchors.size() < 2)
        return first().steady;
    // The line that ends at the first anchor that is not earlier, or the last line.
    const auto end = std::lower_bound(m_anchors.begin() + 1, m_anchors.end() - 1, ticks,
                                      [](const Anchor& a, Ticks t) { return a.ticks < t; });
    const Anchor& from = *(end - 1);
    const double rate = static_cast<double>(end->steady - from.steady) /
                        static_cast<double>(end->ticks.value - from.ticks.value);
    return from.steady + std::llround(static_cast<double>(ticks.value - from.ticks.value) * rate);
}

} // namespace lab::base
