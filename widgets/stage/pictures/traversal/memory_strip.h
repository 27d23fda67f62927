// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"
#include "widgets/stage/pictures/traversal/access_stretch.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lab::widgets {

/// A cache line in the strip. Elements are counted row by row from 0; lines at the matrix's ends may hold
/// some that are not of it.
struct StripLine
{
    std::int64_t first = 0;   ///< its first element
    std::int64_t leftOut = 0; ///< lines of memory between the one before it in the strip and this one
};

/// Memory as one row of cells, as far as a page of a stretch's accesses touches it.
struct MemoryStrip
{
    std::vector<StripLine> lines; ///< by address
    std::size_t begin = 0;        ///< accesses [begin, end) of the stretch fall into these lines
    std::size_t end = 0;
};

/// The page of `stretch`, which is of `matrix`, that the last of its done accesses is on: as many accesses as
/// touch `mostLines` (at least 2) lines. A page begins with the last access of the one before. Lines that
/// follow one another in memory are followed by those behind them, up to `mostLines`.
MemoryStrip memoryStrip(const scenario::Exhibit& matrix, const AccessStretch& stretch, std::size_t mostLines);

} // namespace lab::widgets
