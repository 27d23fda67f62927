// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/keyboard_focus.h"

#include "widgets/theme/application_theme.h"

#include <QFocusEvent>
#include <QVariant>
#include <QWidget>

namespace lab::widgets {

namespace {

class FocusWatcher : public QObject
{
public:
    FocusWatcher(QWidget& watched, QWidget& framed) : QObject(&watched), m_framed(framed)
    {
        watched.installEventFilter(this);
    }

    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::FocusIn) {
            const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
            setRole(m_framed, "focused", reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason);
        } else if (event->type() == QEvent::FocusOut) {
            setRole(m_framed, "focused", false);
        }
        return false;
    }

private:
    QWidget& m_framed;
};

} // namespace

void showKeyboardFocus(QWidget& watched, QWidget& framed)
{
    new FocusWatcher(watched, framed); // in the care of what it watches
}

} // namespace lab::widgets
