// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <vector>

namespace lab::widgets {

/// An image, or what a stage makes of it.
struct StageColumn
{
    QRectF title; ///< above; empty without room for texts, as is `status`
    QRectF picture;
    QRectF strip;  ///< at the picture's right: who computed it
    QRectF status; ///< below
};

struct StagesLayout
{
    std::vector<StageColumn> columns; ///< the input, then each stage
    std::vector<QRectF> gaps;         ///< at the right of each column: arrows and barriers
};

/// Places an image and `stages` results side by side in `area` (px), square and as large as the area allows.
/// Empty where there is no room at all. `scale` enlarges texts and gaps. Pure.
StagesLayout layOutStages(const QRectF& area, int stages, double scale);

} // namespace lab::widgets
