// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/devices_painter.h"

namespace lab::widgets {

void paintDevices(StageBrush&, const QRectF&) {}

} // namespace lab::widgets
