// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/pictures/devices/devices_state.h"

#include <QPainterPath>
#include <QRectF>

#include <vector>

namespace lab::widgets {

/// Way of `link` between the boxes of its devices, px: there and back side by side, and below the row where
/// the boxes are no neighbours.
QPainterPath linkPath(const DevicesState& state, const std::vector<QRectF>& boxes, const LinkState& link,
                      double scale);

/// Whether a path of linkPath() goes below the row.
bool goesRoundTheRow(const QPainterPath& path);

} // namespace lab::widgets
