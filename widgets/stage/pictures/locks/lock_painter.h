// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"
#include "widgets/stage/pictures/picture.h"

#include <vector>

namespace lab::widgets {

/// Where one lock stands: who queues at its left, what it guards in the middle, who gave it back at its
/// right. Without room for three, only the middle is there; the others are empty.
struct LockPlace
{
    QRectF card;
    QRectF queue;
    QRectF guarded;
    QRectF released;
};

/// Places for up to `count` locks in `area` (px): one below the other while each is high enough to be read,
/// else side by side; fewer where there is no room. Never empty while the area is not. Pure.
std::vector<LockPlace> layOutLocks(const QRectF& area, std::size_t count, double scale);

/// What the locks protect, who holds them, who queues and for how long, and who gave them back last; of
/// scenes without a lock, the sum and who adds to it.
void paintLocks(StageBrush& brush, const QRectF& area);

/// The lock whose place is at `point`.
StageHit hitLocks(const QRectF& area, const StageContent& content, const QPointF& point, double scale);

} // namespace lab::widgets
