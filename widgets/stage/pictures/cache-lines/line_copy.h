// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"
#include "widgets/stage/pictures/cache-lines/line_stretch.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace lab::widgets {

/// A core's copy of a line: what it holds, or what it held when it was taken away.
struct LineCopy
{
    std::uint32_t line = 0;
    bool valid = false;
    std::vector<std::int64_t> values; ///< of all slots of the region; empty: not known
};

/// `now`: the values of all slots at the stretch's instant.
LineCopy lineCopy(const StageBrush& brush, const scenario::Exhibit& lines, std::uint32_t core,
                  std::uint32_t line, const std::optional<LineStretch>& stretch,
                  const std::vector<std::int64_t>& now);

/// Paints the counters of the line as boxes with names and numbers, or where these have no room all its slots
/// in the colours of those who write them; grey where the copy is not valid.
void paintLineCopy(StageBrush& brush, const QRectF& rect, const scenario::CacheLineDetails& details,
                   std::uint32_t core, const LineCopy& copy);

} // namespace lab::widgets
