// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/lanes/lane_layout.h"
#include "widgets/theme/theme.h"

#include <QPixmap>

class QPainter;

namespace lab::widgets {

/// Draws the lanes again and again while only the instant moves: once they are prepared, it is two pictures
/// side by side, one in full colour up to the instant and a muted one from there. GUI thread.
class LanePictures
{
public:
    /// Whatever was drawn is out of date.
    void forget();

    /// The ground and what paintLanes() draws. `layout`, `theme` and `size` (logical pixels) must be the same
    /// until forget(), and so the painter's device pixel ratio.
    void paint(QPainter& painter, const LaneLayout& layout, const Theme& theme, QSize size, double playhead);

    /// Paints one of the two ahead, for painters of this `ratio`; false when both are there. What is shown
    /// only once needs none.
    bool prepare(const LaneLayout& layout, const Theme& theme, QSize size, double ratio);
    bool arePainted() const { return !m_reached.isNull() && !m_muted.isNull(); }

private:
    void compose(QPainter& painter, const LaneLayout& layout, double playhead) const;

    QPixmap m_reached;
    QPixmap m_muted;
};

} // namespace lab::widgets
