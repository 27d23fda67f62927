// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/lanes/lane_painter.h"

namespace lab::widgets {

/// The bars of `paintLanes`, with their labels.
void paintBars(QPainter& painter, const LaneLayout& layout, const Theme& theme, double playhead,
               const PaintOptions& options);

/// A plain ground under a text that is centred in `rect` and drawn with the painter's font, so that it can be
/// read over a pattern.
void drawLabelGround(QPainter& painter, const QRectF& rect, const QString& label, const QColor& ground,
                     double scale);

} // namespace lab::widgets
