// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/number_box.h"

#include <QLineEdit>
#include <QtTest>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

QString typed(NumberBox& box, const QString& words)
{
    auto* line = box.findChild<QLineEdit*>();
    line->selectAll();
    QTest::keyClicks(line, words);
    QTest::keyClick(line, Qt::Key_Return);
    return line->text();
}

TEST(NumberBox, WritesThousandsApartAndReadsAnySpaces)
{
    NumberBox box;
    box.setRange(1, 100'000'000);
    box.setSuffix(QStringLiteral(" px"));
    EXPECT_EQ(typed(box, QStringLiteral("1234567")), QStringLiteral("1\u202f234\u202f567 px"));
    EXPECT_EQ(box.value(), 1'234'567);
    EXPECT_EQ(typed(box, QStringLiteral("20 000 px")), QStringLiteral("20\u202f000 px"));
    EXPECT_EQ(box.value(), 20'000);
    EXPECT_EQ(typed(box, QStringLiteral("7px")), QStringLiteral("7 px"));
    box.stepUp();
    EXPECT_EQ(box.value(), 8);
}

TEST(NumberBox, ReadsPowersOfTen)
{
    NumberBox box;
    box.setRange(1, 100'000'000);
    typed(box, QStringLiteral("25e3"));
    EXPECT_EQ(box.value(), 25'000);
    typed(box, QStringLiteral("1E+6"));
    EXPECT_EQ(box.value(), 1'000'000);
    typed(box, QStringLiteral("3e20")); // more than any box holds: the last letter is not taken
    EXPECT_EQ(box.value(), 300);
}

TEST(NumberBox, BeyondTheRangeLiesItsNearerEnd)
{
    NumberBox box;
    box.setRange(10, 200);
    box.setValue(50);
    typed(box, QStringLiteral("abc-"));
    EXPECT_EQ(box.value(), 50);
    EXPECT_EQ(typed(box, QStringLiteral("3000")), QStringLiteral("200"));
    EXPECT_EQ(box.value(), 200);
    EXPECT_EQ(typed(box, QStringLiteral("5")), QStringLiteral("10"));
    EXPECT_EQ(box.value(), 10);
    EXPECT_EQ(typed(box, QStringLiteral("99999999999")), QStringLiteral("200"));
    EXPECT_EQ(box.value(), 200);
}

TEST(NumberBox, TheWheelAndTheSpaceBarAreLeftToOthers)
{
    NumberBox box;
    box.setRange(1, 100);
    box.setValue(7);
    box.show();
    box.setFocus();
    box.selectAll();
    QWheelEvent wheel(QPointF(5, 5), QPointF(5, 5), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&box, &wheel);
    EXPECT_FALSE(wheel.isAccepted());
    EXPECT_FALSE(box.focusPolicy() & Qt::WheelFocus & ~Qt::StrongFocus);
    QTest::keyClick(&box, Qt::Key_Space);
    EXPECT_EQ(box.value(), 7);
    EXPECT_EQ(box.text(), QStringLiteral("7")) << "it is not replaced by a blank";
    QKeyEvent asked(QEvent::ShortcutOverride, Qt::Key_Space, Qt::NoModifier, QStringLiteral(" "));
    QApplication::sendEvent(&box, &asked);
    EXPECT_FALSE(asked.isAccepted());
}

TEST(NumberBox, ReadsNegativeNumbers)
{
    NumberBox box;
    box.setRange(-5000, 5000);
    EXPECT_EQ(typed(box, QStringLiteral("-1200")), QStringLiteral("-1\u202f200"));
    EXPECT_EQ(box.value(), -1200);
}

} // namespace

} // namespace lab::widgets
