// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/training/curve_painter.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr double kLine = 18;

} // namespace

void paintCurve(StageBrush& brush, const QRectF& area, const scenario::Exhibit& curve, std::int64_t known,
                const QColor& colour)
{
    const double scale = brush.scale();
    const double line = kLine * scale;
    const std::int64_t count = curve.elementCount();
    known = std::clamp<std::int64_t>(known, 0, count);
    const QString title = QString::fromStdString(curve.title);
    const QString newest =
        known > 0
            ? QStringLiteral("%1 %2").arg(title).arg(static_cast<double>(curve.values[known - 1]), 0, 'f', 3)
            : title;
    brush.write({area.left(), area.top(), area.width(), line}, newest, TextRole::Strong, brush.theme().text);
    const QString highest = QString::number(static_cast<double>(curve.highest), 'g', 2);
    const QString lowest = QString::number(static_cast<double>(curve.lowest), 'g', 2);
    const double numbers = 6 * scale + std::max(brush.widthOf(highest, TextRole::Caption),
                                                brush.widthOf(lowest, TextRole::Caption));
    const QRectF plot = area.adjusted(numbers, line + 2 * scale, -3 * scale, -line);
    if (plot.height() < line || plot.width() < line || count < 1)
        return;
    const auto label = [&](double y, const QString& number) {
        brush.write({area.left(), y, numbers - 4 * scale, line}, number, TextRole::Caption,
                    brush.theme().textSecondary, Qt::AlignRight | Qt::AlignVCenter);
    };
    if (plot.height() >= 2 * line)
        label(plot.top() - 4 * scale, highest);
    label(plot.bottom() - line + 4 * scale, lowest);
    QPainter& painter = brush.painter();
    painter.setPen(QPen(brush.theme().border, scale));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    painter.drawLine(plot.topLeft(), plot.bottomLeft());
    const double range = static_cast<double>(curve.highest) - static_cast<double>(curve.lowest);
    QPolygonF points;
    for (std::int64_t i = 0; i < known; ++i) {
        const double share = count > 1 ? static_cast<double>(i) / static_cast<double>(count - 1) : 0.5;
        const double height =
            (static_cast<double>(curve.values[i]) - static_cast<double>(curve.lowest)) / range;
        points << QPointF(plot.left() + share * plot.width(), plot.bottom() - height * plot.height());
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 2 * scale));
    painter.drawPolyline(points);
    if (!points.isEmpty()) {
        painter.setBrush(colour);
        painter.drawEllipse(points.back(), 3 * scale, 3 * scale);
    }
    const QStringList below = {
        QCoreApplication::translate("Stage", "batch 1 … %1; the same in every variant").arg(count),
        QCoreApplication::translate("Stage", "batch 1 … %1").arg(count)};
    brush.write({plot.left(), plot.bottom(), plot.width(), line},
                brush.fitting(plot.width(), below, TextRole::Caption), TextRole::Caption,
                brush.theme().textSecondary);
}

} // namespace lab::widgets
