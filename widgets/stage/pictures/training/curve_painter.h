// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

namespace lab::widgets {

/// A Curve exhibit with its title and newest value, as far as its first `known` values are known.
void paintCurve(StageBrush& brush, const QRectF& area, const scenario::Exhibit& curve, std::int64_t known,
                const QColor& colour);

} // namespace lab::widgets
