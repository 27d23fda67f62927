// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/photos/photo_layout.h"

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr double kLine = 17;             // px, of a caption
constexpr double kLeastTile = 18;        // px a side
constexpr double kMostTile = 170;        // larger ones say nothing more
constexpr double kArrow = 0.28;          // of a tile's side, between before and after
constexpr double kDetail = 0.52;         // of the width, for the large pictures
constexpr double kPaneGap = 16;          // px, between the large pictures
constexpr double kLeastDetail = 36;      // px, a side of them
constexpr double kLeastWithNumbers = 88; // the same, with their channels below

PhotoDetailLayout layOutDetail(const QRectF& area, int steps, double scale)
{
    const double line = kLine * scale;
    const double gap = kPaneGap * scale;
    const double count = steps + 1;
    const double across = (area.width() - steps * gap) / count;
    // Texts: caption and titles above; three channels and a legend below, where they can be read.
    double below = 4 * line;
    double side = std::min(across, area.height() - 2.2 * line - below);
    if (side < kLeastWithNumbers * scale) {
        below = 0;
        side = std::min(across, area.height() - 2.2 * line);
    }
    PhotoDetailLayout layout;
    if (side < kLeastDetail * scale)
        return layout;
    const double width = count * side + steps * gap;
    const double left = area.left() + (area.width() - width) / 2;
    const double top = area.top() + (area.height() - side - 2.2 * line - below) / 2;
    layout.caption = {left, top, width, 1.2 * line};
    for (int i = 0; i <= steps; ++i) {
        PhotoPane pane;
        pane.title = {left + i * (side + gap), top + 1.2 * line, side, line};
        pane.picture = {pane.title.left(), pane.title.bottom(), side, side};
        for (int channel = 0; channel < 3 && below > 0; ++channel)
            pane.statistics[static_cast<std::size_t>(channel)] = {
                pane.picture.left(), pane.picture.bottom() + channel * line, side, line};
        layout.panes.push_back(pane);
    }
    if (below > 0)
        layout.legend = {left, layout.panes.front().picture.bottom() + 3 * line, width, line};
    return layout;
}

void layOutPairs(PhotoLayout& layout, const QRectF& area, int photos, int shown, double scale)
{
    const double gap = 6 * scale;
    double tile = 0;
    int columns = 1;
    for (int candidate = 1; candidate <= photos; ++candidate) {
        const int rows = (photos + candidate - 1) / candidate;
        const double width = (area.width() - (candidate - 1) * 2 * gap) / candidate / (2 + kArrow);
        const double height = (area.height() - (rows - 1) * gap) / rows;
        if (std::min(width, height) > tile) {
            tile = std::min(width, height);
            columns = candidate;
        }
    }
    tile = std::min(tile, kMostTile * scale);
    int rows = (photos + columns - 1) / columns;
    if (tile < kLeastTile * scale) {
        tile = kLeastTile * scale;
        columns = static_cast<int>((area.width() + 2 * gap) / (tile * (2 + kArrow) + 2 * gap));
        rows = static_cast<int>((area.height() + gap) / (tile + gap));
        if (columns < 1 || rows < 1)
            return;
    }
    const double pairWidth = tile * (2 + kArrow);
    const int places = columns * rows;
    int count = std::min({photos, shown, places});
    if (count <
        photos) // the last place, or the one behind the last photo shown, tells how many more there are
        count = std::min(count, places - 1);
    const double left = area.left() + (area.width() - columns * pairWidth - (columns - 1) * 2 * gap) / 2;
    const int usedRows = std::min(rows, (std::min(photos, count + 1) + columns - 1) / columns);
    const double top = area.top() + (area.height() - usedRows * tile - (usedRows - 1) * gap) / 2;
    for (int i = 0; i < std::min(count + 1, photos); ++i) {
        const int row = i / columns;
        const QRectF place(left + (i % columns) * (pairWidth + 2 * gap), top + row * (tile + gap), pairWidth,
                           tile);
        if (i == count)
            layout.more = place;
        else
            layout.pairs.push_back({QRectF(place.topLeft(), QSizeF(tile, tile)),
                                    QRectF(place.right() - tile, place.top(), tile, tile)});
    }
}

} // namespace

PhotoLayout layOutPhotos(const QRectF& area, int photos, int shown, int steps, double scale)
{
    PhotoLayout layout;
    if (photos < 1 || area.width() < 1 || area.height() < 1)
        return layout;
    const double line = kLine * scale;
    QRectF left = area.adjusted(2 * scale, 0, -2 * scale, -3 * scale); // room for frames
    if (area.width() >= 400 * scale) {
        const QRectF right(area.left() + area.width() * (1 - kDetail), area.top() + 2 * scale,
                           area.width() * kDetail - 4 * scale, area.height() - 4 * scale);
        layout.detail = layOutDetail(right, steps, scale);
        if (!layout.detail.panes.empty())
            left.setRight(std::min(right.left(), layout.detail.caption.left()) - 24 * scale);
    }
    if (left.height() > 3 * line) {
        layout.header = {left.left(), left.top(), left.width(), line};
        left.setTop(left.top() + line + 4 * scale);
    }
    layOutPairs(layout, left, photos, shown, scale);
    return layout;
}

} // namespace lab::widgets
