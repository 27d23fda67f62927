// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plans/plan_drawing.h"
#include "widgets/theme/theme.h"

#include <QRectF>

class QPainter;

namespace lab::widgets {

/// px that the drawing takes at most.
double planHeight(const PlanDrawing& drawing, double scale);

/// Outlines, as high as there is room for; names of lanes where they can be read.
void paintPlan(QPainter& painter, const QRectF& area, const PlanDrawing& drawing, const Theme& theme,
               double scale);

} // namespace lab::widgets
