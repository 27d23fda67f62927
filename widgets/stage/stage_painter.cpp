// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/stage_painter.h"

#include "widgets/stage/brush/stage_brush.h"
#include "widgets/stage/pictures/cache-lines/cache_line_painter.h"
#include "widgets/stage/pictures/devices/devices_painter.h"
#include "widgets/stage/pictures/images/image_painter.h"
#include "widgets/stage/pictures/locks/lock_painter.h"
#include "widgets/stage/pictures/matrices/matrix_painter.h"
#include "widgets/stage/pictures/memory/memory_painter.h"
#include "widgets/stage/pictures/network/network_painter.h"
#include "widgets/stage/pictures/overhead/overhead_painter.h"
#include "widgets/stage/pictures/photos/photo_painter.h"
#include "widgets/stage/pictures/pool/pool_painter.h"
#include "widgets/stage/pictures/stages/stages_painter.h"
#include "widgets/stage/pictures/training/training_painter.h"
#include "widgets/stage/pictures/traversal/traversal_painter.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStringList>

namespace lab::widgets {

bool hasPicture(const StageContent& content)
{
    if (!content.capture || !content.capture->scene || !content.capture->trace)
        return false;
    return content.capture->scene->picture != scenario::Picture::Overhead ||
           content.capture->trace->duration() > 0;
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
    switch (content.capture->scene->picture) {
    case scenario::Picture::Images:
        paintImages(brush, area);
        break;
    case scenario::Picture::Matrices:
        paintMatrices(brush, area);
        break;
    case scenario::Picture::Network:
        paintNetwork(brush, area);
        break;
    case scenario::Picture::Memory:
        paintMemory(brush, area);
        break;
    case scenario::Picture::Locks:
        paintLocks(brush, area);
        break;
    case scenario::Picture::CacheLines:
        paintCacheLines(brush, area);
        break;
    case scenario::Picture::Traversal:
        paintTraversal(brush, area);
        break;
    case scenario::Picture::Photos:
        paintPhotos(brush, area);
        break;
    case scenario::Picture::Stages:
        paintStages(brush, area);
        break;
    case scenario::Picture::Overhead:
        paintOverhead(brush, area);
        break;
    case scenario::Picture::Pool:
        paintPool(brush, area);
        break;
    case scenario::Picture::Training:
        paintTraining(brush, area);
        break;
    case scenario::Picture::Devices:
        paintDevices(brush, area);
        break;
    }
    painter.restore();
}

StageCount countDone(const StageContent& content)
{
    StageCount count;
    if (!content.capture || content.capture->scene->tasks.empty())
        return count;
    for (const scenario::Task& task : content.capture->scene->tasks) {
        for (const auto& unit :
             scenario::progressOf(*content.capture->scene, task.id, *content.capture->trace,
                                  static_cast<base::Nanoseconds>(content.time))) {
            ++count.all;
            count.done += unit.done >= 1 ? 1 : 0;
        }
    }
    return count;
}

QString describeStage(const StageContent& content)
{
    if (!content.capture || content.capture->scene->tasks.empty())
        return {};
    if (content.capture->scene->picture == scenario::Picture::Images) {
        const StageCount count = countDone(content);
        return QCoreApplication::translate("lab::widgets::StageView", "%1 of %n image(s) done", nullptr,
                                           count.all)
            .arg(count.done);
    }
    const auto& tasks = content.capture->scene->tasks;
    // The other tasks of these name what is waited for and what starts: nobody computes them.
    const scenario::Picture picture = content.capture->scene->picture;
    const bool firstOnly = picture == scenario::Picture::Overhead || picture == scenario::Picture::Pool;
    if (tasks.size() == 1 || firstOnly)
        return operationText(content, tasks.front());
    QStringList parts;
    for (const scenario::Task& task : tasks)
        parts += QString::fromStdString(task.name) + QStringLiteral(": ") + operationText(content, task);
    return parts.join(QStringLiteral("; "));
}

} // namespace lab::widgets
