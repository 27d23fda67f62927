// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/key_positions.h"

#include <QAction>
#include <QKeyEvent>
#include <QWidget>
#include <QtTest>
#include <gtest/gtest.h>

namespace lab::app {

namespace {

// Scan codes of X11.
constexpr quint32 kOnUsK = 45;
constexpr quint32 kOnUs2 = 11;

QKeyEvent pressed(quint32 place, int key, const QString& text, Qt::KeyboardModifiers modifiers = {},
                  bool repeats = false)
{
    return {QEvent::KeyPress, key, modifiers, place, 0, 0, text, repeats};
}

TEST(KeyPositions, APlaceStandsForItsKeyOnAUsKeyboard)
{
    EXPECT_EQ(keyByPosition(pressed(kOnUsK, 0x41b, QStringLiteral("л"))), QKeySequence(Qt::Key_K));
    EXPECT_EQ(keyByPosition(pressed(kOnUs2, Qt::Key_Eacute, QStringLiteral("é"))), QKeySequence(Qt::Key_2));
    EXPECT_EQ(keyByPosition(pressed(kOnUsK, 0x41b, QStringLiteral("л"), Qt::ControlModifier)),
              QKeySequence(Qt::CTRL | Qt::Key_K));
    EXPECT_TRUE(keyByPosition(pressed(0, Qt::Key_K, QStringLiteral("k"))).isEmpty());
    EXPECT_TRUE(keyByPosition(pressed(200, Qt::Key_MediaPlay, {})).isEmpty());
}

TEST(KeyPositions, TriggersTheActionOfTheWindowThatHasTheKey)
{
    QWidget window;
    QAction play(&window);
    play.setShortcut(Qt::Key_K);
    play.setAutoRepeat(false);
    window.addAction(&play);
    window.installEventFilter(new KeyPositions(window, &window));
    int played = 0;
    QObject::connect(&play, &QAction::triggered, &window, [&] { ++played; });
    const auto send = [&](QKeyEvent event) { QCoreApplication::sendEvent(&window, &event); };
    send(pressed(kOnUsK, 0x41b, QStringLiteral("л")));
    EXPECT_EQ(played, 1);
    send(pressed(kOnUsK, 0x41b, QStringLiteral("л"), {}, true));
    EXPECT_EQ(played, 1) << "a key that is held does it once";
    send(pressed(kOnUs2, Qt::Key_Eacute, QStringLiteral("é")));
    EXPECT_EQ(played, 1);
    play.setEnabled(false);
    send(pressed(kOnUsK, 0x41b, QStringLiteral("л")));
    EXPECT_EQ(played, 1);
}

} // namespace

} // namespace lab::app
