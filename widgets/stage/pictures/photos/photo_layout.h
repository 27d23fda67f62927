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

/// A picture of the photo that is shown large. Without room for numbers, `statistics` are empty.
struct PhotoPane
{
    QRectF title;
    QRectF picture;
    std::array<QRectF, 3> statistics; ///< of its channels
};

/// One photo shown large, as it was and after each step. Without panes there is no room for it.
struct PhotoDetailLayout
{
    QRectF caption;
    std::vector<PhotoPane> panes;
    QRectF legend; ///< what the numbers are
};

struct PhotoLayout
{
    QRectF header;
    std::vector<PhotoPair> pairs; ///< of the first photos, as many as fit
    QRectF more;                  ///< "+12"; empty when all have a pair
    PhotoDetailLayout detail;
};

/// Places `photos` photos, of which the first `shown` have pictures, into `area` (px): pairs as large as the
/// area allows in rows of equal length at the left, one photo large at the right where there is room for it
/// and what each of `steps` makes of it. `scale` enlarges texts and gaps. Pure.
PhotoLayout layOutPhotos(const QRectF& area, int photos, int shown, int steps, double scale);

} // namespace lab::widgets
