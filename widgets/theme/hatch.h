// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QRectF>

class QPainter;

namespace lab::widgets {

/// Covers `rect` with the lines of `pattern`, cut to the rectangle and in phase with the painter's origin, so
/// that neighbouring rectangles line up. One path, so a vector device gets one element. `scale` enlarges
/// spacing and pen. Solid, and rectangles too small to show a pattern, draw nothing.
void drawHatch(QPainter& painter, const QRectF& rect, Pattern pattern, const QColor& colour,
               double scale = 1.0);

/// After how many px, at scale 1, a pattern repeats in both directions. 1 for Solid.
double hatchPeriod(Pattern pattern);

/// Ground, pattern and outline of a state: swatches of legends, bars of charts.
void drawSwatch(QPainter& painter, const QRectF& rect, const StateStyle& style, double scale = 1.0);

} // namespace lab::widgets
