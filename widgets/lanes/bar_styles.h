// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QRgb>

#include <array>
#include <cstddef>
#include <vector>

namespace lab::widgets {

/// A colour as three numbers, for blending by time share.
using Channels = std::array<float, 3>;

/// Every bar style a picture needs, computed once: by state, by worker and by whether the playhead has
/// passed.
class BarStyles
{
public:
    /// The styles of one lane.
    struct Table
    {
        std::array<BarStyle, trace::kStateCount> reached;
        std::array<BarStyle, trace::kStateCount> muted;
        std::array<Channels, trace::kStateCount> reachedMean; ///< less the ground's colour
        std::array<Channels, trace::kStateCount> mutedMean;   ///< less the ground's colour
    };

    explicit BarStyles(const Theme& theme);

    const Table& of(std::size_t lane, bool slate) const;

    /// Mean colour of a column with these shares; the rest of the time shows the ground.
    QRgb blend(const Table& table, const std::array<float, trace::kStateCount>& shares, bool reached) const;

private:
    static constexpr std::size_t kWorkers = 6;

    Channels m_ground;
    std::vector<Table> m_tables; ///< one a worker colour, then slate
};

} // namespace lab::widgets
