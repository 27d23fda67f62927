// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tick_clock.h"

#include <vector>

namespace lab::base {

/// Turns ticks into ns of the steady clock, by straight lines between anchors: neither the counter's nominal
/// rate nor that the system slews its clock matters. An earlier tick never becomes a later instant, so what
/// nests or follows in ticks does so in ns. An instant is right to the anchors' uncertainty, some ten ns; a
/// duration to its share of that in the stretch between two anchors.
///
/// One thread at a time.
class TickScale
{
public:
    /// Shorter stretches would leave the rate too open.
    static constexpr Nanoseconds kShortestStretch = 20'000;

    explicit TickScale(const Anchor& first) : m_anchors{first} {}

    const Anchor& first() const { return m_anchors.front(); }
    const Anchor& last() const { return m_anchors.back(); }

    /// What comes later; an anchor that does not on both clocks is left out.
    void add(const Anchor& anchor);

    /// Ticks outside the anchors are on the nearest line; there must be two anchors.
    Nanoseconds toSteady(Ticks ticks) const;

private:
    std::vector<Anchor> m_anchors; // ascending on both clocks
};

} // namespace lab::base
