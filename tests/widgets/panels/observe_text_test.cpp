// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/observe_text.h"

#include "tests/support/batch_capture.h"
#include "widgets/panels/lesson_panel.h"

#include <QSignalSpy>
#include <QTextBrowser>
#include <QtTest>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

using testing::HasSubstr;
using testing::Not;

Observed twoQuestions()
{
    session::Observation waited;
    waited.text = "Who waited?";
    waited.options = {{"worker 1", 2'000, 0}, {"worker 2", 9'000, 1}};
    waited.right = 1;
    waited.measure = session::Observation::Measure::Time;
    session::Observation who = waited;
    who.text = "Who did it?";
    who.measure = session::Observation::Measure::None;
    return {{waited, who}, {std::nullopt, std::nullopt}};
}

std::string said(const Observed& observed, const session::RunState& state = tests::finishedState())
{
    return observeText(observed, state).toStdString();
}

TEST(ObserveText, AsksWithoutGivingAnswersAway)
{
    const std::string text = said(twoQuestions());
    EXPECT_THAT(text, HasSubstr("**1. Who waited?**"));
    EXPECT_THAT(text, HasSubstr("[A · worker 1](answer:0=0)"));
    EXPECT_THAT(text, HasSubstr("[B · worker 2](answer:1=1)"));
    EXPECT_THAT(text, Not(HasSubstr("µs")));
    EXPECT_THAT(text, Not(HasSubstr("show:")));
}

TEST(ObserveText, GradesWithTheFiguresAndLeadsToThePlace)
{
    Observed observed = twoQuestions();
    EXPECT_EQ(observed.next(), 0u);
    observed.answers[0] = 1;
    EXPECT_EQ(observed.next(), 1u);
    EXPECT_THAT(said(observed),
                HasSubstr("✓ **worker 2**: right. worker 1: 2\u202fµs · worker 2: 9\u202fµs."));
    EXPECT_THAT(said(observed), HasSubstr("[Show it](show:0)"));
    observed.answers[1] = 0;
    EXPECT_FALSE(observed.next());
    EXPECT_THAT(said(observed), HasSubstr("✗ Not worker 1: it was **worker 2**. [Show it](show:1)"));
    EXPECT_THAT(said(observed), Not(HasSubstr("answer:")));
}

TEST(ObserveText, SaysWhatToDoWhereThereIsNothingToAsk)
{
    EXPECT_THAT(said({}), HasSubstr("too close to call"));
    EXPECT_THAT(said({}, session::RunState()), HasSubstr("[press Space](run:)"));
    session::RunState running = tests::finishedState();
    running.phase = session::Phase::Measuring;
    EXPECT_THAT(said({}, running), HasSubstr("Watch"));
}

TEST(ObserveText, TheLessonsLinksAnswerAndShow)
{
    LessonPanel panel;
    panel.setStep(LessonStep::Observe);
    panel.setText(LessonStep::Observe, observeText(twoQuestions(), tests::finishedState()));
    auto* text = panel.findChild<QTextBrowser*>();
    EXPECT_TRUE(text->toPlainText().contains(QStringLiteral("Who waited?")));
    const QSignalSpy answered(&panel, &LessonPanel::answered);
    const QSignalSpy place(&panel, &LessonPanel::placeWanted);
    Q_EMIT text->anchorClicked(QUrl(QStringLiteral("answer:1=0")));
    ASSERT_EQ(answered.size(), 1);
    EXPECT_EQ(answered[0][0].toULongLong(), 1u);
    EXPECT_EQ(answered[0][1].toULongLong(), 0u);
    Q_EMIT text->anchorClicked(QUrl(QStringLiteral("show:1")));
    ASSERT_EQ(place.size(), 1);
    EXPECT_EQ(place[0][0].toULongLong(), 1u);
}

} // namespace

} // namespace lab::widgets
