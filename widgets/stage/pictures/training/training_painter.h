// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

namespace lab::widgets {

/// What each stage did around the instant, a row a stage; loaders, processors and the device they feed, with
/// the queues between them; why the device is idle; and the curves of loss and accuracy as far as they are
/// known.
void paintTraining(StageBrush& brush, const QRectF& area);

} // namespace lab::widgets
