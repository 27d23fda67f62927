// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <array>
#include <vector>

namespace lab::widgets {

/// A photo before and after.
struct PhotoPair
{
    QRectF before;
    QRectF after;
};

/// One photo shown large. Rectangles that found no room are empty.
struct PhotoDetailLayout
{
    QRectF caption;
    QRectF before;
    QRectF after;
    std::array<QRectF, 2> titles;                    ///< below the pictures
    std::array<std::array<QRectF, 3>, 2> statistics; ///< of each picture's channels
    std::array<QRectF, 2> legends;
};

struct PhotoLayout
{
    QRectF header;
    std::vector<PhotoPair> pairs; ///< of the first photos, as many as fit
    QRectF more;                  ///< "+12"; empty when all have a pair
    PhotoDetailLayout detail;
};

/// Places `photos` photos, of which the first `shown` have pictures, into `area` (px): pairs as large as the
/// area allows in rows of equal length at the left, one photo large at the right where there is room for it.
/// `scale` enlarges texts and gaps. Pure.
PhotoLayout layOutPhotos(const QRectF& area, int photos, int shown, double scale);

} // namespace lab::widgets
