// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/key_positions.h"

#include <QAction>
#include <QKeyEvent>

#include <array>
#include <string_view>

namespace lab::app {

namespace {

// Of X11 and Wayland: the kernel's number of a key plus 8.
struct Row
{
    quint32 first;
    std::string_view keys;
};
constexpr std::array<Row, 4> kRows = {
    {{10, "1234567890-="}, {24, "QWERTYUIOP[]"}, {38, "ASDFGHJKL;'"}, {52, "ZXCVBNM,./"}}};

} // namespace

QKeySequence keyByPosition(const QKeyEvent& event)
{
    const quint32 place = event.nativeScanCode();
    for (const Row& row : kRows) {
        if (place >= row.first && place < row.first + row.keys.size()) {
            const auto key = static_cast<Qt::Key>(row.keys[place - row.first]);
            return {(event.modifiers() & ~Qt::KeypadModifier) | key};
        }
    }
    return {};
}

KeyPositions::KeyPositions(QWidget& window, QObject* parent) : QObject(parent), m_window(window) {}

// What comes to the window itself has been left over by the shortcuts and by whatever has the focus.
bool KeyPositions::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QObject::eventFilter(object, event);
    const auto& key = static_cast<const QKeyEvent&>(*event);
    const QKeySequence wanted = keyByPosition(key);
    // By its letter it would have been a shortcut: the window shown wanted it for something else.
    const QKeySequence typed((key.modifiers() & ~Qt::KeypadModifier) | key.key());
    if (typed == wanted && !key.isAutoRepeat())
        return QObject::eventFilter(object, event);
    for (QAction* action : wanted.isEmpty() ? QList<QAction*>() : m_window.actions()) {
        if (!action->shortcuts().contains(wanted) || !action->isEnabled())
            continue;
        if (!key.isAutoRepeat() || action->autoRepeat())
            action->trigger();
        return true;
    }
    return QObject::eventFilter(object, event);
}

} // namespace lab::app
