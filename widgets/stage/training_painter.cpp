// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/training_painter.h"

namespace lab::widgets {

void paintTraining(StageBrush&, const QRectF&) {}

} // namespace lab::widgets
