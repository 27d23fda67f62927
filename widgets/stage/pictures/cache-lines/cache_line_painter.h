// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

namespace lab::widgets {

/// Counters in their cache lines, the cores that own them, and how ownership changed: by the MESI model.
void paintCacheLines(StageBrush& brush, const QRectF& area);

} // namespace lab::widgets
