// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/scroll_fade.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QLinearGradient>
#include <QPainter>
#include <QScrollBar>

namespace lab::widgets {

namespace {

constexpr int kHeight = 26; // px: a line of text and what is between lines

} // namespace

// A child of the area, not of its viewport, which moves its children along when it scrolls.
ScrollFade::ScrollFade(QAbstractScrollArea* area) : QWidget(area), m_area(area)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    area->viewport()->installEventFilter(this);
    const QScrollBar* bar = area->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, &ScrollFade::place);
    connect(bar, &QScrollBar::rangeChanged, this, &ScrollFade::place);
    place();
}

bool ScrollFade::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

void ScrollFade::place()
{
    const QRect view = m_area->viewport()->geometry();
    setGeometry(view.left(), view.bottom() + 1 - kHeight, view.width(), kHeight);
    const QScrollBar* bar = m_area->verticalScrollBar();
    setVisible(bar->value() < bar->maximum());
    raise();
}

void ScrollFade::paintEvent(QPaintEvent*)
{
    const QColor ground = palette().color(QPalette::Base);
    QColor clear = ground;
    clear.setAlpha(0);
    QLinearGradient fade(0, 0, 0, height());
    fade.setColorAt(0, clear);
    fade.setColorAt(1, ground);
    QPainter(this).fillRect(rect(), fade);
}

} // namespace lab::widgets
