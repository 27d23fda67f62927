// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

#include <optional>

namespace lab::widgets {

/// Where the matrices of a product stand: W above Y and X left of Y, so that row i of X runs into row i of Y
/// and column j of W into column j of Y; words have the corner that is left. Rectangles without room are
/// empty.
struct ProductLayout
{
    QRectF x;
    QRectF w;
    QRectF y;
    QRectF words;
    QRectF xCaption;
    QRectF wCaption;
    QRectF yCaption;
};
ProductLayout layOutProduct(const QRectF& area, double scale);

/// Three matrices of a product or two of an element-wise step, what is being read and written lit.
void paintMatrices(StageBrush& brush, const QRectF& area);

} // namespace lab::widgets
