// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/export/slide.h"
#include "widgets/lanes/lane_layout.h"

#include <vector>

namespace lab::widgets {

/// What slides show of a recording: its stage and lanes at the content's instant. `scale` is that of their
/// texts; with `vectors` every span becomes a shape of its own. Must not outlive what it is made from.
class SlidePicture
{
public:
    SlidePicture(QPainter& painter, const SlideContent& content, const Theme& theme, double scale,
                 bool vectors)
        : m_painter(painter), m_content(content), m_theme(theme), m_scale(scale), m_vectors(vectors)
    {
    }

    /// Stage above, lanes below: the stage gets what they leave, but neither is squeezed below use.
    void paint(const QRectF& area, const std::vector<LaneGroup>& groups, double end = 0) const;
    void paintStage(const QRectF& area) const;
    /// At the lower end of `area`, at most `most` high; returns how high. The clock ends at `end` (ns), if
    /// that is above 0.
    double paintLanes(const QRectF& area, const std::vector<LaneGroup>& groups, double end,
                      double most) const;

private:
    QPainter& m_painter;
    const SlideContent& m_content;
    const Theme& m_theme;
    const double m_scale;
    const bool m_vectors;
};

} // namespace lab::widgets
