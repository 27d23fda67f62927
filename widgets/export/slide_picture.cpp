// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/slide_picture.h"

#include "widgets/lanes/lane_painter.h"
#include "widgets/panels/rate_text.h"
#include "widgets/stage/stage_painter.h"

#include <QPainter>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr double kGap = 18;

// At most, of a picture's height. Machines and memory need more room than a row of images.
double lanesShare(const session::VariantResult& shown)
{
    if (!shown.capture || !shown.capture->scene)
        return 0.69;
    switch (shown.capture->scene->picture) {
    case scenario::Picture::Training:
    case scenario::Picture::CacheLines:
    case scenario::Picture::Traversal:
        return 0.45;
    case scenario::Picture::Devices:
    case scenario::Picture::Balance:
        return 0.52;
    default:
        return 0.69;
    }
}

} // namespace

void SlidePicture::paint(const QRectF& area, const std::vector<LaneGroup>& groups, double end) const
{
    const double most = area.height() * lanesShare(m_content.state->variants[m_content.shown()]);
    const double lanes = paintLanes(area, groups, end, most);
    paintStage(QRectF(area.left(), area.top(), area.width(), area.height() - lanes - kGap));
}

double SlidePicture::paintLanes(const QRectF& area, const std::vector<LaneGroup>& groups, double end,
                                double most) const
{
    LayoutOptions options;
    options.size = QSizeF(area.width(), 0);
    options.scale = m_scale;
    options.range = m_content.sight;
    if (!options.range && end > 0)
        options.range = {0, end};
    LaneLayout lanes(groups, options);
    const double height = std::min(lanes.height(), most);
    options.size = QSizeF(area.width(), height);
    lanes = LaneLayout(groups, options);
    m_painter.save();
    m_painter.translate(area.left(), area.bottom() - height);
    widgets::paintLanes(m_painter, lanes, m_theme, m_content.shownInstant().value_or(kNoPlayhead),
                        {m_vectors});
    m_painter.restore();
    return height;
}

void SlidePicture::paintStage(const QRectF& area) const
{
    const auto& state = *m_content.state;
    const auto instant = m_content.shownInstant();
    if (!instant)
        return;
    const std::size_t shown = m_content.shown();
    StageContent stage;
    stage.capture = state.variants[shown].capture;
    stage.sequential = state.variants[shown].variant.alone();
    stage.remark = QString::fromStdString(state.variants[shown].remark);
    stage.measured = rateSentence(state, shown);
    stage.time = *instant;
    stage.sight = m_content.sight;
    PictureCache pictures;
    widgets::paintStage(m_painter, area, stage, pictures, m_theme, m_scale);
}

} // namespace lab::widgets
