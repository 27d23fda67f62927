// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/lesson_search.h"

#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

TEST(LessonSearch, ReadsMarkdownAsPeopleDo)
{
    EXPECT_EQ(plainText(QStringLiteral("**A [lock](term:lock)**\nis `held`")),
              QStringLiteral("A lock is held"));
}

TEST(LessonSearch, FindsTheFirstStepThatHasTheWordsWhateverTheirCase)
{
    const Lesson lesson = parseLesson(QStringLiteral(
        "## Problem\nWho waits?\n## Why\nWhat is serial bounds it: [Amdahl's law](term:amdahls-law) says so."
        "\n## Try\nAmdahl again"));
    const auto hit = findInLesson(lesson, QStringLiteral("amdahl"));
    ASSERT_TRUE(hit);
    EXPECT_EQ(hit->step, LessonStep::Why);
    EXPECT_EQ(hit->around, QStringLiteral("… Amdahl's law says so."));
    EXPECT_FALSE(findInLesson(lesson, QStringLiteral("term:"))) << "targets of links are not read";
    EXPECT_EQ(findInLesson(lesson, QStringLiteral("who"))->around, QStringLiteral("Who waits?"));
}

} // namespace

} // namespace lab::widgets
