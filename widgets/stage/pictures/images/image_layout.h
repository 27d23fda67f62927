// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <vector>

namespace lab::widgets {

/// Where one image, its feature map and their texts stand. Rectangles that found no room are empty.
struct StageCell
{
    QRectF caption;
    QRectF tile;
    QRectF arrow; ///< between tile and map; the text "3×3 · worker 1" beside it
    QRectF map;
    QRectF status;
    std::vector<QRectF> thumbnails; ///< further feature maps
    QRectF more;                    ///< "+28 maps"
};

/// Places `images` cells into `area` (px): cells as large as the area allows, in rows of equal length. Texts
/// and thumbnails are dropped, in that order of need, when cells get small; every image keeps at least its
/// map. `scale` enlarges texts and gaps. Pure.
std::vector<StageCell> layOutCells(const QRectF& area, int images, int maps, double scale);

} // namespace lab::widgets
