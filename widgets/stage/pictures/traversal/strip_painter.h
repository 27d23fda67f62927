// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"
#include "widgets/stage/pictures/traversal/access_stretch.h"

namespace lab::widgets {

/// What the strip takes, in px.
double stripHeight(double scale);

/// Memory as one row of cells with its cache lines, and an arrow from each access of `stretch` to the next.
/// `matrix` has TraversalDetails.
void paintStrip(StageBrush& brush, const QRectF& area, const scenario::Exhibit& matrix,
                const AccessStretch& stretch);

} // namespace lab::widgets
