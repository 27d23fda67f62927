// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

namespace lab::widgets {

/// Photos before and after preprocessing, by worker, with the mean and deviation of their channels.
void paintPhotos(StageBrush& brush, const QRectF& area);

} // namespace lab::widgets
