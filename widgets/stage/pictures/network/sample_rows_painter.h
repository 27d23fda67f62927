// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"
#include "widgets/stage/pictures/network/network_painter.h"
#include "widgets/stage/pictures/network/sample_rows.h"

namespace lab::widgets {

/// "Sample 1  [784] → [128] → [64] → [10]": a box for what goes in and for each layer, which fills in its
/// worker's colour as the sample passes. `neurons` as in the layout.
void paintSampleRow(StageBrush& brush, const SampleRowPlace& place, const SampleRow& row,
                    const std::vector<std::int64_t>& neurons);

} // namespace lab::widgets
