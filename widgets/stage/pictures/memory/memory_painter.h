// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

#include <cstdint>
#include <vector>

namespace lab::widgets {

/// One block of memory on the stage, and the gap before it.
struct MemoryPiece
{
    std::int64_t block = 0;
    QRectF rect;
    std::uint64_t gapBefore = 0; ///< bytes since the block before in address order; 0: they touch
    bool folded = false;         ///< the gap is drawn shorter than it is
    QRectF gap;                  ///< empty where there is none, or it lies at a line's beginning
};

/// Blocks of `bytes` each in address order, line by line into `area`. Lengths are true to scale, but a gap is
/// never drawn longer than a block. Blocks keep at least a pixel.
std::vector<MemoryPiece> layOutMemory(const QRectF& area, const std::vector<std::uint64_t>& addresses,
                                      std::int64_t bytes, double scale);

void paintMemory(StageBrush& brush, const QRectF& area);

} // namespace lab::widgets
