// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

namespace lab::widgets {

/// Steps of a kernel under the microscope: while the playhead passes through a part of the run, an
/// instruction after the other fills its numbers. A model; how long they take is not shown.
inline constexpr int kRegisterSteps = 8;

/// How many of them have begun at `t`; 0 where nobody computes in that part.
int registerSteps(const trace::Trace& trace, base::Nanoseconds t);

/// Where the picture of `vectors` has room in `corner`: right of `words` (px) or else below them; empty where
/// it has none.
QRectF registerArea(const QRectF& corner, const scenario::VectorUse& vectors, const QSizeF& words,
                    double scale);

/// A loop that takes one number at a time beside a register that takes several at once, in the same steps.
void paintRegisters(StageBrush& brush, const QRectF& area, const scenario::VectorUse& vectors);

} // namespace lab::widgets
