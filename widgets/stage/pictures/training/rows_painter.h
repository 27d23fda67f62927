// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"
#include "widgets/stage/pictures/training/stage_rows.h"
#include "widgets/stage/pictures/training/training_layout.h"

namespace lab::widgets {

/// The stretch of the run around the instant by stage: a bar for each batch with its name, where the device
/// is idle, and the playhead. What lies behind the playhead is muted, as in the lanes.
void paintStageRows(StageBrush& brush, const TrainingLayout& layout, const StageRows& rows);

} // namespace lab::widgets
