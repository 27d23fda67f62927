// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

namespace lab::widgets {

/// Where the parts of the picture are. Pure.
struct BalanceLayout
{
    QRectF work;    ///< a line for each unit, as long as its cost
    QRectF bars;    ///< a bar for each worker
    double row = 0; ///< height of a worker's place in `bars`
};
BalanceLayout layOutBalance(const QRectF& area, std::size_t workers, double scale);

/// The units of the first task as lines whose length is their work, in the colours of the workers that did
/// them, and beside them how long each worker works, with the mean and the longest.
void paintBalance(StageBrush& brush, const QRectF& area);

/// "61 % of the work done; out of work: 1 of 2 workers".
QString describeBalance(const StageContent& content);

} // namespace lab::widgets
