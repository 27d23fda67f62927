// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/stages/stages_layout.h"

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr double kLine = 20; // px, of title and status
constexpr double kStrip = 7;
constexpr double kLeastGap = 36;
constexpr double kMostGap = 110;

} // namespace

StagesLayout layOutStages(const QRectF& area, int stages, double scale)
{
    StagesLayout layout;
    const int columns = stages + 1;
    const double gap = std::clamp(area.width() * 0.055, kLeastGap * scale, kMostGap * scale);
    const double strip = kStrip * scale;
    const double inset = 3 * scale; // room for frames
    const double wide = (area.width() - 2 * inset - columns * gap) / columns - strip;
    const bool worded = area.height() >= 6 * kLine * scale;
    const double line = worded ? kLine * scale : 0;
    const double side = std::min(wide, area.height() - 2 * line - 2 * inset);
    if (side < 8)
        return layout;
    const double pitch = side + strip + gap;
    const double left = area.left() + (area.width() - columns * pitch) / 2;
    const double top = std::floor(area.top() + (area.height() - side) / 2);
    for (int i = 0; i < columns; ++i) {
        StageColumn column;
        column.picture = {left + i * pitch, top, side, side};
        column.strip = {column.picture.right() + 1.5 * scale, top, strip - 1.5 * scale, side};
        if (worded) {
            const double width = side + strip + gap * 0.8;
            column.title = {column.picture.left(), top - line, width, line};
            column.status = {column.picture.left(), top + side, width, line};
        }
        layout.columns.push_back(column);
        layout.gaps.emplace_back(column.picture.right() + strip, top, gap, side);
    }
    return layout;
}

} // namespace lab::widgets
