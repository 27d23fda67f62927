// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <vector>

namespace lab::widgets {

/// Where a training pipeline stands: rows by stage above, then the stages with their queues, then how the
/// device's time went. Rectangles without room are empty; rows are the last to go.
struct TrainingLayout
{
    std::vector<QRectF> rows; ///< those that have room, at least 18 px high at scale 1
    std::vector<int> shown;   ///< how many rows of each stage these are
    double labels = 0;        ///< width left of the rows, for their names
    QRectF axis;              ///< below the rows
    QRectF flow;
    QRectF time;
    QRectF measured;
};

/// `rows`: how many each stage has, the device's first. `measured`: there is a sentence for the last line.
/// Pure.
TrainingLayout layOutTraining(const QRectF& area, const std::vector<int>& rows, bool measured, double scale);

} // namespace lab::widgets
