// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/keyboard_focus.h"

#include <QApplication>
#include <QFocusEvent>
#include <QFrame>
#include <QVariant>
#include <QWidget>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

bool framedAfter(QWidget& watched, const QFrame& frame, QEvent::Type type, Qt::FocusReason reason)
{
    QFocusEvent event(type, reason);
    QApplication::sendEvent(&watched, &event);
    return frame.property("focused").toBool();
}

TEST(KeyboardFocus, IsFramedAfterTabAndNotAfterAClick)
{
    QFrame frame;
    QWidget watched(&frame);
    showKeyboardFocus(watched, frame);
    EXPECT_TRUE(framedAfter(watched, frame, QEvent::FocusIn, Qt::TabFocusReason));
    EXPECT_FALSE(framedAfter(watched, frame, QEvent::FocusOut, Qt::TabFocusReason));
    EXPECT_TRUE(framedAfter(watched, frame, QEvent::FocusIn, Qt::BacktabFocusReason));
    EXPECT_FALSE(framedAfter(watched, frame, QEvent::FocusIn, Qt::MouseFocusReason));
    EXPECT_FALSE(framedAfter(watched, frame, QEvent::FocusIn, Qt::OtherFocusReason));
}

} // namespace

} // namespace lab::widgets
