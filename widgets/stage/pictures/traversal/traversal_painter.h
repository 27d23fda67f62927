// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

namespace lab::widgets {

/// A matrix with the cache lines touched in it, and what a model of the caches says.
void paintTraversal(StageBrush& brush, const QRectF& area);

} // namespace lab::widgets
