// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/photos/photo_layout.h"

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr double kLine = 17;        // px, of a caption
constexpr double kLeastTile = 18;   // px a side
constexpr double kMostTile = 170;   // larger ones say nothing more
constexpr double kArrow = 0.28;     // of a tile's side, between before and after
constexpr double kLeastDetail = 90; // px, a side of the large pictures

PhotoDetailLayout layOutDetail(const QRectF& area, double scale)
{
    const double line = kLine * scale;
    const double gap = 24 * scale;
    // Texts: caption above; titles, three channels and a legend below.
    const double side = std::min((area.width() - gap) / 2, area.height() - 6.2 * line);
    PhotoDetailLayout layout;
    if (side < kLeastDetail * scale)
        return layout;
    const double left = area.left() + (area.width() - 2 * side - gap) / 2;
    const double height = side + 6.2 * line;
    const double top = area.top() + (area.height() - height) / 2;
    layout.caption = {left, top, 2 * side + gap, 1.2 * line};
    layout.before = {left, top + 1.2 * line, side, side};
    layout.after = layout.before.translated(side + gap, 0);
    for (std::size_t k = 0; k < 2; ++k) {
        const QRectF& picture = k == 0 ? layout.before : layout.after;
        const auto lineAt = [&](double number) {
            return QRectF(picture.left(), picture.bottom() + number * line, side, line);
        };
        layout.titles[k] = lineAt(0);
        for (std::size_t channel = 0; channel < 3; ++channel)
            layout.statistics[k][channel] = lineAt(1 + static_cast<double>(channel));
        layout.legends[k] = lineAt(4);
    }
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

PhotoLayout layOutPhotos(const QRectF& area, int photos, int shown, double scale)
{
    PhotoLayout layout;
    if (photos < 1 || area.width() < 1 || area.height() < 1)
        return layout;
    const double line = kLine * scale;
    QRectF left = area.adjusted(2 * scale, 0, -2 * scale, -3 * scale); // room for frames
    if (area.width() >= 440 * scale) {
        const QRectF right(area.left() + area.width() * 0.58, area.top() + 2 * scale,
                           area.width() * 0.42 - 4 * scale, area.height() - 4 * scale);
        layout.detail = layOutDetail(right, scale);
        if (!layout.detail.before.isEmpty())
            left.setRight(std::min(right.left(), layout.detail.before.left()) - 24 * scale);
    }
    if (left.height() > 3 * line) {
        layout.header = {left.left(), left.top(), left.width(), line};
        left.setTop(left.top() + line + 4 * scale);
    }
    layOutPairs(layout, left, photos, shown, scale);
    return layout;
}

} // namespace lab::widgets
