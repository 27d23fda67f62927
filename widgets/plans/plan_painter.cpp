// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plans/plan_painter.h"

#include "widgets/theme/hatch.h"
#include "widgets/theme/type_scale.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr double kLane = 34; // px of height at most
constexpr double kWidestPart = 70;

double labelWidth(const PlanDrawing& drawing, const QFontMetricsF& metrics, double scale)
{
    double widest = 0;
    for (const QString& name : drawing.lanes)
        widest = std::max(widest, metrics.horizontalAdvance(name));
    return widest > 0 ? widest + 8 * scale : 0;
}

void paintBox(QPainter& painter, const QRectF& rect, const PlanBox& box, const Theme& theme, double scale)
{
    const bool work = box.kind == PlanBox::Kind::Work;
    painter.setPen(QPen(theme.textSecondary, scale, work ? Qt::SolidLine : Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    if (!work)
        drawHatch(painter, rect, box.kind == PlanBox::Kind::Add ? Pattern::Rising : Pattern::Dotted,
                  theme.textSecondary, scale);
    painter.drawRoundedRect(rect, 2 * scale, 2 * scale);
    const bool adds = box.kind == PlanBox::Kind::Add;
    const QString words = adds ? QStringLiteral("+") : box.part > 0 ? QString::number(box.part) : QString();
    const QFontMetricsF metrics(painter.font());
    if (adds && metrics.height() <= rect.height() + 3) { // readable on the hatch
        QRectF plate(0, 0, metrics.height(), metrics.height());
        plate.moveCenter(rect.center());
        painter.fillRect(plate.intersected(rect.adjusted(1, 1, -1, -1)), theme.panel);
    }
    if (metrics.horizontalAdvance(words) + 2 < rect.width() && metrics.height() <= rect.height() + 3)
        painter.drawText(rect, Qt::AlignCenter, words);
}

} // namespace

double planHeight(const PlanDrawing& drawing, double scale)
{
    return static_cast<double>(drawing.lanes.size()) * kLane * scale;
}

void paintPlan(QPainter& painter, const QRectF& area, const PlanDrawing& drawing, const Theme& theme,
               double scale)
{
    const QFont caption = font(TextRole::Caption, scale);
    const QFontMetricsF metrics(caption);
    const double lane = std::min(area.height() / static_cast<double>(drawing.lanes.size()), kLane * scale);
    const double left = labelWidth(drawing, metrics, scale);
    const bool named = lane + 3 >= metrics.height() && left < area.width() * 0.4;
    const double start = area.left() + (named ? left : 0);
    const double part = std::min((area.right() - start - scale) / drawing.length, kWidestPart * scale);
    painter.setFont(caption);
    painter.setPen(theme.textSecondary);
    for (std::size_t i = 0; named && i < drawing.lanes.size(); ++i)
        painter.drawText(QRectF(area.left(), area.top() + static_cast<double>(i) * lane, left, lane),
                         Qt::AlignLeft | Qt::AlignVCenter, drawing.lanes[i]);
    for (const PlanBox& box : drawing.boxes) {
        const QRectF rect(start + box.begin * part, area.top() + static_cast<double>(box.lane) * lane,
                          (box.end - box.begin) * part, lane);
        paintBox(painter, rect.adjusted(0.5, 1.5, -1.5 * scale, -1.5), box, theme, scale);
    }
    painter.setPen(QPen(theme.textSecondary, 1.5 * scale, Qt::DashLine));
    for (const double meeting : drawing.meetings) {
        const double x = start + meeting * part - 0.5 * scale;
        painter.drawLine(QPointF(x, area.top()),
                         QPointF(x, area.top() + static_cast<double>(drawing.lanes.size()) * lane));
    }
}

} // namespace lab::widgets
