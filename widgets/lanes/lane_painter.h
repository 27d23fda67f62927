// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/lanes/lane_layout.h"
#include "widgets/theme/theme.h"

class QPainter;

namespace lab::widgets {

/// In place of an instant: no playhead, everything in full colour.
inline constexpr double kNoPlayhead = -1;
/// px at scale 1 that the playhead's mark reaches to either side of its instant.
inline constexpr double kPlayheadReach = 7;

struct PaintOptions
{
    /// For vector devices: every span of the trace is a bar of its own, however narrow, and nothing is
    /// clipped. Otherwise narrow spans are pixel columns.
    bool vector = false;
};

/// Draws the lanes at the instant `playhead` (ns; kNoPlayhead for none) on whatever the painter paints on,
/// the ground excepted. What lies after the instant is muted. Depends on nothing but its arguments.
///
/// A folded column is the mean of its states' colours by time share, and of the ground where nothing ran.
void paintLanes(QPainter& painter, const LaneLayout& layout, const Theme& theme, double playhead,
                const PaintOptions& options = {});

/// Only the line at the instant; nothing for kNoPlayhead or an instant that the axis does not show.
void paintPlayhead(QPainter& painter, const LaneLayout& layout, const Theme& theme, double playhead);

} // namespace lab::widgets
