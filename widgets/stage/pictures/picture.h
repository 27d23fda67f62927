// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"
#include "widgets/stage/brush/stage_content.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <cstdint>
#include <optional>

namespace lab::widgets {

class StageBrush;

/// What is at a point of a picture.
struct StageHit
{
    std::optional<int> filter;         ///< whose thumbnail is there
    std::optional<std::uint32_t> lock; ///< whose place it is
};

/// One kind of picture: what the stage asks of it. Another kind is a folder beside the others that gives one
/// of these, a value of scenario::Picture, and a line in `kindOf`.
struct PictureKind
{
    /// Content is never without capture, scene and trace.
    void (*paint)(StageBrush& brush, const QRectF& area);
    /// Null: nothing in it can be pointed at.
    StageHit (*hit)(const QRectF& area, const StageContent& content, const QPointF& point,
                    double scale) = nullptr;
    /// The picture in a sentence; null: how far each task has come.
    QString (*describe)(const StageContent& content) = nullptr;
    bool needsRun = false; ///< inputs alone do not show
};

PictureKind kindOf(scenario::Picture picture);

/// How far each of the first `most` tasks has come, in words.
QString describeTasks(const StageContent& content, std::size_t most);

} // namespace lab::widgets
