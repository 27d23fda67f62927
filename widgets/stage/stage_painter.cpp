// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/stage_painter.h"

#include "widgets/stage/brush/stage_brush.h"

#include <QPainter>

namespace lab::widgets {

bool hasPicture(const StageContent& content)
{
    if (!content.capture || !content.capture->scene || !content.capture->trace)
        return false;
    return !kindOf(content.capture->scene->picture).needsRun || content.capture->trace->duration() > 0;
}

void paintStage(QPainter& painter, const QRectF& area, const StageContent& content, PictureCache& pictures,
                const Theme& theme, double scale)
{
    if (!hasPicture(content))
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area.adjusted(-2, -2, 2, 2), Qt::IntersectClip);
    StageBrush brush(painter, content, pictures, theme, scale);
    kindOf(content.capture->scene->picture).paint(brush, area);
    painter.restore();
}

StageHit hitStage(const QRectF& area, const StageContent& content, const QPointF& point, double scale)
{
    if (!hasPicture(content))
        return {};
    const PictureKind kind = kindOf(content.capture->scene->picture);
    return kind.hit ? kind.hit(area, content, point, scale) : StageHit{};
}

QString describeStage(const StageContent& content)
{
    if (!content.capture || content.capture->scene->tasks.empty())
        return {};
    const PictureKind kind = kindOf(content.capture->scene->picture);
    return kind.describe ? kind.describe(content)
                         : describeTasks(content, content.capture->scene->tasks.size());
}

} // namespace lab::widgets
