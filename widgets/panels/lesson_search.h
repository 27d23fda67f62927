// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/lesson.h"

#include <QString>

#include <optional>

namespace lab::widgets {

/// Where words stand in a lesson.
struct LessonHit
{
    LessonStep step = LessonStep::Problem;
    QString around; ///< the words and what follows them, in one line: "… Amdahl's law"
};

/// Markdown as it reads: without signs for emphasis and targets of links, in one line.
QString plainText(const QString& markdown);

/// The first step that has `words` in its text, whatever their case. Pure.
std::optional<LessonHit> findInLesson(const Lesson& lesson, const QString& words);

} // namespace lab::widgets
