// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QObject>
#include <QWidget>

class QKeyEvent;

namespace lab::app {

/// Keys that nobody has taken are tried once more by where they are: on a keyboard that writes Cyrillic or
/// Greek the place of K plays, and on a French one that of 2 chooses without Shift. Watches a window and
/// takes that window's actions. GUI thread.
class KeyPositions : public QObject
{
    Q_OBJECT

public:
    KeyPositions(QWidget& window, QObject* parent);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    QWidget& m_window;
};

/// What the key at this place has on it on a US keyboard, with the modifiers of the event; empty where that
/// is no letter, digit or sign, or the place is not known.
QKeySequence keyByPosition(const QKeyEvent& event);

} // namespace lab::app
