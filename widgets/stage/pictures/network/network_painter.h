// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

#include <vector>

namespace lab::widgets {

/// Where a sample's row stands: what it says left of the boxes, a box above each column, what the network
/// predicts at the right.
struct SampleRowPlace
{
    QRectF label;
    std::vector<QRectF> boxes;
    QRectF prediction; ///< empty without room
};

/// Where a network stands: rows of a few samples above; below them pictures at the left, the input and each
/// layer as a column whose rows are samples, predictions at the right, and a line for each worker. Rectangles
/// without room are empty.
struct NetworkLayout
{
    std::vector<SampleRowPlace> sampleRows; ///< four, or as many as there are samples; none without room
    std::vector<QRectF> pictures;           ///< of the first samples
    std::vector<QRectF> predictions;        ///< of the same samples
    std::vector<QRectF> columns;            ///< the input, then a layer each
    std::vector<QRectF> captions;           ///< above the columns
    QRectF picturesCaption;
    QRectF predictionsCaption;
    QRectF workers; ///< one line for each worker
    QRectF right;   ///< how many predictions are right: above them, or else where there is a line
};

/// `neurons`: extents of the input and of each layer. `samples`: how many there are; `workers`: lines below.
NetworkLayout layOutNetwork(const QRectF& area, const std::vector<std::int64_t>& neurons,
                            std::int64_t samples, int workers, double scale);

void paintNetwork(StageBrush& brush, const QRectF& area);

} // namespace lab::widgets
