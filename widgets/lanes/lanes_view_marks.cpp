// SPDX-License-Identifier: GPL-3.0-or-later
// The part of LanesView that marks things over the lanes: a lock, what a replay goes through, a span, a card.
#include "widgets/lanes/hover_card.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/theme/application_theme.h"
#include "widgets/theme/type_scale.h"

#include <QPainter>

#include <algorithm>

namespace lab::widgets {

void LanesView::setLitLock(std::optional<std::uint32_t> lock)
{
    if (lock == m_litLock)
        return;
    m_litLock = lock;
    update();
}

std::optional<std::uint32_t> LanesView::hoveredLock()
{
    if (m_hover.kind != Hit::Kind::Span)
        return std::nullopt;
    const trace::Span& span = laneLayout().span(m_hover.group, m_hover.lane, m_hover.span);
    return trace::concernsLock(span) ? std::optional(span.peer) : std::nullopt;
}

void LanesView::paintLitLock(QPainter& painter)
{
    const LaneLayout& layout = laneLayout();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::of(currentTheme()).accent, 2.5));
    painter.setBrush(Qt::NoBrush);
    for (const VisibleSpan& visible : layout.spans()) {
        const trace::Span& span = layout.span(visible.group, visible.lane, visible.spanIndex);
        if (trace::concernsLock(span) && span.peer == *m_litLock)
            painter.drawRoundedRect(visible.rect.adjusted(0.5, -1, -1.5, 1), 3, 3);
    }
}

// A bracket over what the replay went through event by event, and what it leaps over.
void LanesView::paintSight(QPainter& painter)
{
    const Theme& theme = Theme::of(currentTheme());
    const LaneLayout& layout = laneLayout();
    const QRectF plot = layout.plot();
    if (m_sight.seen && !m_range) {
        constexpr double kLeast = 5; // px
        const double left = std::max(layout.axis().toX(m_sight.seen->first), plot.left());
        const double right = std::min(layout.axis().toX(m_sight.seen->second), plot.right());
        if (right > left)
            painter.fillRect(QRectF(left, layout.axisY() - 1.5, std::max(right - left, kLeast), 3),
                             theme.accent);
    }
    if (m_sight.jump.isEmpty())
        return;
    painter.setFont(widgets::font(TextRole::Heading, textScale()));
    QRectF pill = painter.fontMetrics().boundingRect(m_sight.jump).adjusted(-16, -7, 16, 7);
    pill.moveCenter(plot.center());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.accent, 1.5));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(theme.text);
    painter.drawText(pill, Qt::AlignCenter, m_sight.jump);
}

void LanesView::paintMarks(QPainter& painter)
{
    paintSight(painter);
    if (m_litLock)
        paintLitLock(painter);
    const Theme& theme = Theme::of(currentTheme());
    const LaneLayout& layout = laneLayout();
    QRectF anchor(m_cursor, QSizeF(1, 14));
    if (m_selected) {
        const QRectF rect = layout.rectOf(m_selected->group, m_selected->lane, m_selected->span);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.text, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect.adjusted(-1.5, -1.5, 1, 1.5), 4, 4);
        if (m_pinned)
            anchor = rect;
    }
    const QString text = sentence();
    if (!text.isEmpty())
        paintCard(painter, theme, anchor, QRectF(rect()).adjusted(4, 4, -4, -4), text,
                  m_pinned ? tr("pinned · Esc closes") : QString());
}

} // namespace lab::widgets
