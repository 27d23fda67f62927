// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

namespace lab::widgets {

/// An image and what each stage makes of it, with arrows the way the data goes, who works where and what a
/// stage waits for.
void paintStages(StageBrush& brush, const QRectF& area);

} // namespace lab::widgets
