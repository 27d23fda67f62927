// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"
#include "widgets/stage/pictures/picture.h"

namespace lab::widgets {

/// Images, the window that moves over each while its span runs, and the feature maps filling in.
void paintImages(StageBrush& brush, const QRectF& area);

/// The filter whose thumbnail is at `point`.
StageHit hitImages(const QRectF& area, const StageContent& content, const QPointF& point, double scale);

/// "3 of 4 images done".
QString describeImages(const StageContent& content);

} // namespace lab::widgets
