// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/picture_cache.h"
#include "widgets/stage/brush/stage_content.h"
#include "widgets/stage/pictures/picture.h"
#include "widgets/theme/theme.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace lab::widgets {

/// Whether there is something to paint: a run at true scale needs one, anything else at least its inputs.
bool hasPicture(const StageContent& content);

/// Paints the picture that the scene asks for, one of `pictures/`. Where a span covers many positions, the
/// position within it is interpolated in time.
void paintStage(QPainter& painter, const QRectF& area, const StageContent& content, PictureCache& pictures,
                const Theme& theme, double scale = 1);

/// What the mouse points at.
StageHit hitStage(const QRectF& area, const StageContent& content, const QPointF& point, double scale = 1);

/// The picture in a sentence, for those who cannot see it.
QString describeStage(const StageContent& content);

} // namespace lab::widgets
