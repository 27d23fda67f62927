// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

namespace lab::widgets {

/// A box for each device with its layers, its part of the batch and its gradient, and what travels over the
/// links between them.
void paintDevices(StageBrush& brush, const QRectF& area);

} // namespace lab::widgets
