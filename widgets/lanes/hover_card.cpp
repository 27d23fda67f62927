// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/hover_card.h"

#include "widgets/theme/application_theme.h"
#include "widgets/theme/type_scale.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr double kWidest = 360;
constexpr double kPadding = 9;
constexpr double kDistance = 8;

} // namespace

QRectF paintCard(QPainter& painter, const Theme& theme, const QRectF& anchor, const QRectF& bounds,
                 const QString& sentence, const QString& hint)
{
    const QFont body = font(TextRole::Body, textScale());
    const QFont caption = font(TextRole::Caption, textScale());
    const QFontMetricsF metrics(body);
    const double room = std::min(kWidest * textScale(), std::max(40.0, bounds.width() - 4 * kPadding));
    const QRectF text = metrics.boundingRect(QRectF(0, 0, room, 1000), Qt::TextWordWrap, sentence);
    const double hintHeight = hint.isEmpty() ? 0 : QFontMetricsF(caption).height() + 3;
    const double hintWidth = QFontMetricsF(caption).horizontalAdvance(hint);
    const QSizeF size(std::max(text.width(), hintWidth) + 2 * kPadding + 2,
                      text.height() + hintHeight + 2 * kPadding);

    const double lastX = std::max(bounds.left(), bounds.right() - size.width() - 2);
    const double x = std::clamp(anchor.center().x() - size.width() / 2, bounds.left(), lastX);
    double y = anchor.bottom() + kDistance;
    if (y + size.height() > bounds.bottom())
        y = std::max(bounds.top(), anchor.top() - kDistance - size.height());
    const QRectF card(QPointF(x, y), size);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.axis, 1));
    painter.setBrush(theme.card);
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    painter.setFont(body);
    painter.setPen(theme.cardText);
    const QRectF inside = card.adjusted(kPadding, kPadding, -kPadding + 2, -kPadding);
    painter.drawText(inside, Qt::TextWordWrap, sentence);
    if (!hint.isEmpty()) {
        painter.setFont(caption);
        painter.setPen(theme.textSecondary);
        painter.drawText(inside, Qt::AlignBottom | Qt::AlignLeft, hint);
    }
    painter.restore();
    return card;
}

} // namespace lab::widgets
