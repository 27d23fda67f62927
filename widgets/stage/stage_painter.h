// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/measurement.h"
#include "widgets/stage/brush/picture_cache.h"
#include "widgets/theme/theme.h"

#include <QRectF>
#include <QString>

#include <cstdint>
#include <optional>

class QPainter;

namespace lab::widgets {

/// What the stage shows: a pure function of capture and instant.
struct StageContent
{
    std::shared_ptr<const session::Capture> capture; ///< null: nothing is there yet
    bool sequential = false;                         ///< the worker's mark is slate, as in the lanes
    bool preparing = false;                          ///< something runs, be there a capture or not
    double time = 0;                                 ///< ns since the iteration began
    int filter = 0;                                  ///< the feature map that is shown large
    QString remark;                                  ///< what the iteration lost, for example
    QString measured;                                ///< what was measured, in a sentence
    std::optional<std::uint32_t> litLock = {};       ///< the mouse is on this lock, here or in the lanes
};

/// Whether there is something to paint: a run at true scale needs one, anything else at least its inputs.
bool hasPicture(const StageContent& content);

/// Paints the picture that the scene asks for: images and feature maps, matrices, a network, or memory. Where
/// a span covers many positions, the position within it is interpolated in time.
void paintStage(QPainter& painter, const QRectF& area, const StageContent& content, PictureCache& pictures,
                const Theme& theme, double scale = 1);

/// The filter whose thumbnail is at `point`, or −1.
int filterAt(const QRectF& area, const StageContent& content, const QPointF& point, double scale = 1);

/// Number of units (images, rows, tiles, …) of all tasks that are finished at the content's instant, and of
/// all.
struct StageCount
{
    int done = 0;
    int all = 0;
};
StageCount countDone(const StageContent& content);

/// The picture in a sentence, for those who cannot see it.
QString describeStage(const StageContent& content);

} // namespace lab::widgets
