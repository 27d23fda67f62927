// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

namespace lab::widgets {

/// Images, the window that moves over each while its span runs, and the feature maps filling in.
void paintImages(StageBrush& brush, const QRectF& area);

} // namespace lab::widgets
