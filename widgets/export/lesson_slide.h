// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "widgets/panels/lesson.h"
#include "widgets/theme/theme.h"

class QPainter;

namespace lab::widgets {

/// Slides that a step's Markdown text takes in letters that can be read from the last row.
int lessonPages(const QString& markdown);

/// A step of a lesson for the projector, into kSlideWidth × kSlideHeight logical pixels: the scenario's
/// title, the step and its Markdown text, as large as it fits, or the `page`-th part of a long one.
void paintLessonSlide(QPainter& painter, const scenario::ScenarioInfo& info, LessonStep step,
                      const QString& markdown, ThemeKind theme, int page = 0);

} // namespace lab::widgets
