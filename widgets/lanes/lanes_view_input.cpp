// SPDX-License-Identifier: GPL-3.0-or-later
// The part of LanesView that answers the mouse and the keyboard.
#include "widgets/lanes/lanes_view.h"

#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QStyleHints>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace lab::widgets {

namespace {

constexpr double kWheelPixels = 60;
constexpr double kWheelNotch = 120;

} // namespace

void LanesView::resizeEvent(QResizeEvent*)
{
    invalidate();
}

void LanesView::changeEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::StyleChange:
    case QEvent::FontChange:
    case QEvent::LanguageChange:
        invalidate();
        break;
    default:
        break;
    }
    QWidget::changeEvent(event);
}

void LanesView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    stopMoving();
    m_pressedAt = event->position();
    m_drag = laneLayout().hitAt(m_pressedAt).kind == Hit::Kind::Axis ? Drag::Playhead : Drag::Pressed;
    if (m_drag == Drag::Playhead)
        movePlayheadTo(m_pressedAt.x());
}

void LanesView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF position = event->position();
    if (m_drag == Drag::Pressed &&
        (position - m_pressedAt).manhattanLength() >= QGuiApplication::styleHints()->startDragDistance())
        m_drag = Drag::Panning;
    if (m_drag == Drag::Playhead)
        movePlayheadTo(position.x());
    if (m_drag == Drag::Panning) {
        pan(position.x() - m_cursor.x());
        setCursor(Qt::ClosedHandCursor);
    }
    const Hit before = m_hover;
    m_cursor = position;
    m_hover = laneLayout().hitAt(position);
    if (!(m_hover == before))
        Q_EMIT lockHovered(hoveredLock());
    if (m_drag == Drag::None) {
        setCursor(m_hover.kind == Hit::Kind::Axis ? Qt::SizeHorCursor : Qt::ArrowCursor);
        if (!m_pinned && !(m_hover == before))
            update();
    }
}

void LanesView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    const Drag drag = std::exchange(m_drag, Drag::None);
    unsetCursor();
    if (drag != Drag::Pressed)
        return update();
    const Hit hit = laneLayout().hitAt(event->position());
    if (hit.kind == Hit::Kind::Title || hit.kind == Hit::Kind::Lane)
        Q_EMIT variantChosen(m_groups[hit.group].variant);
    if (hit.kind != Hit::Kind::Span)
        return unpin();
    select(SpanAddress{hit.group, hit.lane, hit.span});
    m_pinned = true;
    Q_EMIT spanPinned(m_selected);
}

void LanesView::leaveEvent(QEvent*)
{
    m_hover = {};
    Q_EMIT lockHovered(std::nullopt);
    update();
}

void LanesView::wheelEvent(QWheelEvent* event)
{
    stopMoving();
    const QPointF turned = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoomAround(event->position().x(), std::pow(1.2, turned.y() / kWheelNotch));
        return event->accept();
    }
    const double sideways =
        event->modifiers().testFlag(Qt::ShiftModifier) && turned.x() == 0 ? turned.y() : turned.x();
    if (sideways == 0)
        return event->ignore();
    pan(sideways / kWheelNotch * kWheelPixels);
    event->accept();
}

void LanesView::keyPressEvent(QKeyEvent* event)
{
    const Qt::KeyboardModifiers commands = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    if (event->modifiers() & commands)
        return QWidget::keyPressEvent(event);
    stopMoving();
    switch (event->key()) {
    case Qt::Key_Left:
        return selectNeighbour(-1);
    case Qt::Key_Right:
        return selectNeighbour(1);
    case Qt::Key_Up:
        return selectLane(-1);
    case Qt::Key_Down:
        return selectLane(1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_pinned = m_selected.has_value();
        return update();
    case Qt::Key_Escape:
        if (!m_selected)
            break;
        return unpin();
    default:
        QWidget::keyPressEvent(event);
    }
}

void LanesView::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void LanesView::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace lab::widgets
