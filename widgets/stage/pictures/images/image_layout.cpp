// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/images/image_layout.h"

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr double kTextHeight = 16;
constexpr double kArrowHeight = 22;
constexpr double kGap = 10;
constexpr double kSmallestTextCell = 84;
constexpr double kSmallestFullHeight = 190;
constexpr double kSmallestWideCell = 120;
constexpr double kSmallestWideHeight = 84;
constexpr double kSmallestPair = 18;
constexpr double kTileShare = 0.42; // of the height that pictures get
constexpr double kThumbnailShare = 0.46;
constexpr double kMapShare = 0.62; // of the width, where there are several maps

struct Grid
{
    int columns = 1;
    int rows = 1;
    double side = 0; // of the pictures' shorter direction
};

// Height to width of a cell: a full cell holds tile, arrow and map one above the other.
Grid bestGrid(const QRectF& area, int images, double aspect)
{
    Grid best;
    for (int columns = 1; columns <= images; ++columns) {
        const int rows = (images + columns - 1) / columns;
        const double side = std::min(area.width() / columns, area.height() / rows / aspect);
        if (side > best.side + 1e-9)
            best = {columns, rows, side};
    }
    return best;
}

QRectF centred(const QRectF& in, double width)
{
    return {in.center().x() - width / 2, in.top(), width, in.height()};
}

void placeThumbnails(StageCell& cell, const QRectF& right, int maps, double scale)
{
    const double side = cell.map.height() * kThumbnailShare;
    const double gap = cell.map.height() - 2 * side;
    const int columns = static_cast<int>((right.width() + gap) / (side + gap));
    const int places = 2 * columns;
    const int others = maps - 1;
    const bool all = others <= places;
    const auto place = [&](int index) {
        const int column = index / 2;
        return QRectF(right.left() + column * (side + gap), right.top() + (index % 2) * (side + gap), side,
                      side);
    };
    for (int i = 0; i < (all ? others : places - 1); ++i)
        cell.thumbnails.push_back(place(i));
    if (!all && places > 0 && side > 26 * scale)
        cell.more = place(places - 1);
}

StageCell fullCell(const QRectF& box, int maps, double scale)
{
    const double text = kTextHeight * scale;
    const double gap = kGap * scale;
    const double arrow = kArrowHeight * scale;
    const double pictures = box.height() - 2 * text - arrow - gap;
    const double tile = std::min(pictures * kTileShare, box.width() - gap);
    // Beside the map there is room for others: a layer makes many.
    const double map = std::min(pictures - tile, (box.width() - gap) * (maps > 1 ? kMapShare : 1.0));

    StageCell cell;
    double y = box.top();
    cell.caption = {box.left(), y, box.width() - gap, text};
    y += text + 2 * scale;
    cell.tile = {box.left() + std::max(0.0, (map - tile) / 2), y, tile, tile};
    y += tile;
    cell.arrow = {box.left(), y, box.width() - gap, arrow};
    y += arrow;
    cell.map = {box.left(), y, map, map};
    const double free = box.width() - gap - map - gap * 0.6;
    if (maps > 1 && free >= map * kThumbnailShare)
        placeThumbnails(cell, {cell.map.right() + gap * 0.6, y, free, map}, maps, scale);
    cell.status = {box.left(), y + map + 2 * scale, box.width() - gap, text};
    return cell;
}

// Tile and map beside each other: for areas that are wide and low.
StageCell wideCell(const QRectF& box, int maps, double scale)
{
    const double text = kTextHeight * scale;
    const double gap = kGap * scale;
    const double width = box.width() - gap;
    const double side = std::min(box.height() - 2 * text - 4 * scale, (width - gap * 1.6) / 2);
    StageCell cell;
    cell.caption = {box.left(), box.top(), width, text};
    const double top = box.top() + text + 2 * scale;
    cell.tile = {box.left(), top, side, side};
    cell.map = {cell.tile.right() + gap * 1.6, top, side, side};
    const double free = box.left() + width - cell.map.right() - gap * 0.6;
    if (maps > 1 && free >= side * kThumbnailShare)
        placeThumbnails(cell, {cell.map.right() + gap * 0.6, top, free, side}, maps, scale);
    cell.status = {box.left(), top + side + 2 * scale, width, text};
    return cell;
}

StageCell pairCell(const QRectF& box, double scale)
{
    const double gap = std::min(3 * scale, box.width() * 0.12);
    const double side = std::min(box.width() - gap, (box.height() - gap) / 2);
    StageCell cell;
    const QRectF column = centred(box, side);
    cell.tile = {column.left(), box.top(), side, side};
    cell.map = {column.left(), box.top() + side, side, side};
    return cell;
}

StageCell mapCell(const QRectF& box)
{
    const double side = std::min(box.width(), box.height()) * 0.92;
    StageCell cell;
    cell.map = {box.left(), box.top(), side, side};
    return cell;
}

} // namespace

std::vector<StageCell> layOutCells(const QRectF& area, int images, int maps, double scale)
{
    std::vector<StageCell> cells;
    if (images <= 0 || area.width() <= 1 || area.height() <= 1)
        return cells;
    const double fullWidth = area.width() / images;
    const bool full = fullWidth >= kSmallestTextCell * scale && area.height() >= kSmallestFullHeight * scale;
    const bool wide =
        !full && fullWidth >= kSmallestWideCell * scale && area.height() >= kSmallestWideHeight * scale;
    if (wide) {
        for (int i = 0; i < images; ++i)
            cells.push_back(
                wideCell({area.left() + i * fullWidth, area.top(), fullWidth, area.height()}, maps, scale));
        return cells;
    }
    const Grid grid = full ? Grid{images, 1, fullWidth} : bestGrid(area, images, 2);
    const bool pairs = full || grid.side >= kSmallestPair * scale;
    const Grid used = pairs ? grid : bestGrid(area, images, 1);
    const double width = full ? fullWidth : used.side;
    const double height = full ? area.height() : used.side * (pairs ? 2 : 1);
    cells.reserve(static_cast<std::size_t>(images));
    for (int i = 0; i < images; ++i) {
        const int row = i / used.columns;
        const QRectF box(area.left() + (i % used.columns) * width, area.top() + row * height, width, height);
        cells.push_back(full ? fullCell(box, maps, scale) : pairs ? pairCell(box, scale) : mapCell(box));
    }
    return cells;
}

} // namespace lab::widgets
