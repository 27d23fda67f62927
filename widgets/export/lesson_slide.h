// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "widgets/panels/lesson.h"
#include "widgets/theme/theme.h"

class QPainter;

namespace lab::widgets {

/// A step of a lesson for the projector, into kSlideWidth × kSlideHeight logical pixels: the scenario's
/// title, the step and its Markdown text, as large as it fits.
void paintLessonSlide(QPainter& painter, const scenario::ScenarioInfo& info, LessonStep step,
                      const QString& markdown, ThemeKind theme);

} // namespace lab::widgets
