// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/lesson.h"
#include "widgets/panels/lesson_panel.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTextBrowser>
#include <QtTest>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

QString step(const Lesson& lesson, LessonStep which)
{
    return lesson.text(which);
}

TEST(Lesson, IsSplitAtItsHeadings)
{
    const Lesson lesson = parseLesson(QStringLiteral(
        "# Title, left out\nintroduction\n\n## Problem\n\nA layer.\n\nMore.\n## Predict\n- a\n- b\n"
        "## Run\nPress Space.\n## Why\n### Detail\nBecause.\n## Try \nThis.\n"));
    EXPECT_EQ(step(lesson, LessonStep::Problem), QStringLiteral("A layer.\n\nMore."));
    EXPECT_EQ(step(lesson, LessonStep::Predict), QStringLiteral("- a\n- b"));
    EXPECT_EQ(step(lesson, LessonStep::Run), QStringLiteral("Press Space."));
    EXPECT_EQ(step(lesson, LessonStep::Why), QStringLiteral("### Detail\nBecause."));
    EXPECT_EQ(step(lesson, LessonStep::Try), QStringLiteral("This."));
}

TEST(Lesson, MissingSectionsAreEmptyAndUnknownOnesLeftOut)
{
    const Lesson lesson = parseLesson(QStringLiteral(
        "## Why\nBecause.\n## Appendix\nNot shown.\n## Problem\nFirst.\n## problem\nlower case\n"));
    EXPECT_EQ(step(lesson, LessonStep::Problem), QStringLiteral("First."));
    EXPECT_EQ(step(lesson, LessonStep::Why), QStringLiteral("Because."));
    for (const LessonStep missing : {LessonStep::Predict, LessonStep::Run, LessonStep::Try})
        EXPECT_TRUE(step(lesson, missing).isEmpty());
    for (const QString& text : parseLesson({}).steps)
        EXPECT_TRUE(text.isEmpty());
}

TEST(Lesson, TheFileOfBatchConvolutionHasAllStepsButTheOneThatARunWrites)
{
    const Lesson lesson = loadLesson(QStringLiteral("batch-convolution.md"));
    for (int i = 0; i < kLessonSteps; ++i) {
        const auto each = static_cast<LessonStep>(i);
        if (each == LessonStep::Observe)
            EXPECT_TRUE(lesson.text(each).isEmpty());
        else
            EXPECT_GT(lesson.text(each).size(), 60);
    }
    EXPECT_TRUE(step(lesson, LessonStep::Predict).contains(QStringLiteral("(predict:")));
}

TEST(Lesson, AMissingFileIsNamed)
{
    const Lesson lesson = loadLesson(QStringLiteral("no-such-lesson.md"));
    for (const QString& text : lesson.steps)
        EXPECT_TRUE(text.contains(QStringLiteral("no-such-lesson.md")));
}

Lesson withLinks()
{
    Lesson lesson;
    lesson.steps = {
        QStringLiteral("one"),
        QStringLiteral("[links](predict:1.5) [set](set:images=8) [sweep](sweep:work) [run](run:now)"),
        QStringLiteral("three"),
        QStringLiteral("asked"),
        QStringLiteral("four"),
        QStringLiteral("five")};
    return lesson;
}

TEST(LessonPanel, LinksSayWhatIsWanted)
{
    LessonPanel panel;
    panel.setLesson(withLinks());
    const QSignalSpy predicted(&panel, &LessonPanel::predicted);
    const QSignalSpy parameter(&panel, &LessonPanel::parameterWanted);
    const QSignalSpy sweep(&panel, &LessonPanel::sweepWanted);
    const QSignalSpy run(&panel, &LessonPanel::runWanted);
    auto* text = panel.findChild<QTextBrowser*>();
    for (const char* link :
         {"predict:1.5", "set:images=8", "sweep:work", "run:now", "https://example.org", "x:"})
        Q_EMIT text->anchorClicked(QUrl(QString::fromLatin1(link)));
    ASSERT_EQ(predicted.size(), 1);
    EXPECT_EQ(predicted[0][0].toDouble(), 1.5);
    ASSERT_EQ(parameter.size(), 1);
    EXPECT_EQ(parameter[0][0].toString(), QStringLiteral("images"));
    EXPECT_EQ(parameter[0][1].toString(), QStringLiteral("8"));
    ASSERT_EQ(sweep.size(), 1);
    EXPECT_EQ(sweep[0][0].toString(), QStringLiteral("work"));
    EXPECT_EQ(run.size(), 1);
}

TEST(LessonPanel, KeyboardReachesALink)
{
    LessonPanel panel;
    panel.resize(340, 200);
    panel.setLesson(withLinks());
    panel.setStep(LessonStep::Predict);
    panel.show();
    const QSignalSpy predicted(&panel, &LessonPanel::predicted);
    auto* text = panel.findChild<QTextBrowser*>();
    panel.activateWindow();
    text->setFocus();
    QTest::keyClick(text, Qt::Key_Tab);
    QTest::keyClick(text, Qt::Key_Return);
    ASSERT_EQ(predicted.size(), 1);
    EXPECT_EQ(predicted[0][0].toDouble(), 1.5);
}

TEST(LessonPanel, StepsMoveAndStayAtTheEnds)
{
    LessonPanel panel;
    panel.setLesson(withLinks());
    auto* text = panel.findChild<QTextBrowser*>();
    EXPECT_EQ(panel.step(), LessonStep::Problem);
    EXPECT_FALSE(panel.moveStep(-1));
    EXPECT_EQ(text->toPlainText().trimmed(), QStringLiteral("one"));
    for (int i = 1; i < kLessonSteps; ++i)
        EXPECT_TRUE(panel.moveStep(1));
    EXPECT_FALSE(panel.moveStep(1));
    EXPECT_EQ(panel.step(), LessonStep::Try);
    EXPECT_EQ(text->toPlainText().trimmed(), QStringLiteral("five"));
    const auto buttons = panel.findChildren<QPushButton*>();
    ASSERT_EQ(buttons.size(), kLessonSteps);
    EXPECT_TRUE(buttons.last()->isChecked());
    QTest::mouseClick(buttons[2], Qt::LeftButton);
    EXPECT_EQ(panel.step(), LessonStep::Run);
    panel.setLesson(withLinks()); // another lesson begins at its beginning
    EXPECT_EQ(panel.step(), LessonStep::Problem);
}

} // namespace

} // namespace lab::widgets
