// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>

namespace lab::widgets {

/// The steps of a lesson, in order.
enum class LessonStep { Problem, Predict, Run, Observe, Why, Try };
inline constexpr int kLessonSteps = 6;

/// Markdown text of each step. A step without a section in the file is empty, as Observe is: what a run is
/// asked about comes from its recording, see observeText().
struct Lesson
{
    std::array<QString, kLessonSteps> steps;

    const QString& text(LessonStep step) const { return steps[static_cast<std::size_t>(step)]; }
};

QString stepTitle(LessonStep step);

/// Splits a lesson file at its "## Problem" … "## Try" headings. Pure.
Lesson parseLesson(const QString& markdown);

/// Reads resources/lessons/`file`. A missing file gives a lesson that says so.
Lesson loadLesson(const QString& file);

} // namespace lab::widgets
