// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/export/slide.h"
#include "widgets/panels/lesson.h"

#include <QSizeF>
#include <QString>

#include <optional>

class QPainter;

namespace lab::widgets {

/// A step of a lesson for the projector.
struct LessonSlide
{
    const scenario::ScenarioInfo* info = nullptr; ///< outlives the slide
    LessonStep step = LessonStep::Problem;
    QString markdown;
    /// Stands beside the text, if it has a recording: the one that the text explains.
    std::optional<SlideContent> picture = {};
    QSizeF size = {kSlideWidth, kSlideHeight}; ///< as paintSlide's
};

/// Pages that the text takes in letters that can be read from the last row.
int lessonPages(const LessonSlide& slide);

/// The scenario's title, the step and its text, as large as it fits, or the `page`-th part of a long one.
void paintLessonSlide(QPainter& painter, const LessonSlide& slide, ThemeKind theme, int page = 0);

} // namespace lab::widgets
