// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/hatch.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

void addLine(QPainterPath& path, QPointF from, QPointF to)
{
    path.moveTo(from);
    path.lineTo(to);
}

/// Lines x + sign * y = k * step, cut to `r`.
void addDiagonals(QPainterPath& path, const QRectF& r, double step, double sign)
{
    const double low = std::min(r.left() + sign * r.top(), r.left() + sign * r.bottom());
    const double high = std::max(r.right() + sign * r.top(), r.right() + sign * r.bottom());
    for (double c = std::ceil(low / step) * step; c < high; c += step) {
        const double x1 = std::clamp(c - sign * r.top(), r.left(), r.right());
        const double x2 = std::clamp(c - sign * r.bottom(), r.left(), r.right());
        if (std::abs(x1 - x2) > 1e-9)
            addLine(path, {x1, sign * (c - x1)}, {x2, sign * (c - x2)});
    }
}

void addUprights(QPainterPath& path, const QRectF& r, double step)
{
    for (double x = std::ceil(r.left() / step) * step; x < r.right(); x += step)
        addLine(path, {x, r.top()}, {x, r.bottom()});
}

void addLevels(QPainterPath& path, const QRectF& r, double step)
{
    for (double y = (std::ceil(r.top() / step - 0.5) + 0.5) * step; y < r.bottom(); y += step)
        addLine(path, {r.left(), y}, {r.right(), y});
}

void addDots(QPainterPath& path, const QRectF& r, double step)
{
    for (double y = (std::ceil(r.top() / step - 0.5) + 0.5) * step; y < r.bottom(); y += step)
        for (double x = (std::ceil(r.left() / step - 0.5) + 0.5) * step; x < r.right(); x += step)
            addLine(path, {x - 0.01, y}, {x + 0.01, y});
}

} // namespace

double hatchPeriod(Pattern pattern)
{
    switch (pattern) {
    case Pattern::Rising:
    case Pattern::Falling:
        return 7;
    case Pattern::Crossed:
        return 8;
    case Pattern::Vertical:
        return 4;
    case Pattern::Horizontal:
        return 5;
    case Pattern::Dotted:
        return 6;
    case Pattern::Solid:
        break;
    }
    return 1;
}

void drawHatch(QPainter& painter, const QRectF& rect, Pattern pattern, const QColor& colour, double scale)
{
    if (pattern == Pattern::Solid || rect.width() < 3 * scale || rect.height() < 3 * scale)
        return;
    QPainterPath path;
    double pen = 1.6;
    const double step = hatchPeriod(pattern) * scale;
    switch (pattern) {
    case Pattern::Rising:
        addDiagonals(path, rect, step, 1);
        break;
    case Pattern::Falling:
        addDiagonals(path, rect, step, -1);
        break;
    case Pattern::Crossed:
        pen = 1;
        addDiagonals(path, rect, step, 1);
        addDiagonals(path, rect, step, -1);
        break;
    case Pattern::Vertical:
        addUprights(path, rect, step);
        break;
    case Pattern::Horizontal:
        addLevels(path, rect, step);
        break;
    case Pattern::Dotted:
        addDots(path, rect, step);
        break;
    case Pattern::Solid:
        break;
    }
    const Qt::PenCapStyle cap = pattern == Pattern::Dotted ? Qt::RoundCap : Qt::FlatCap;
    painter.strokePath(path, QPen(colour, pen * scale, Qt::SolidLine, cap));
}

void drawSwatch(QPainter& painter, const QRectF& rect, const StateStyle& style, double scale)
{
    painter.fillRect(rect, style.fill);
    drawHatch(painter, rect, style.pattern, style.hatch, scale);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(style.line, scale));
    painter.drawRect(rect.adjusted(scale / 2, scale / 2, -scale / 2, -scale / 2));
}

} // namespace lab::widgets
