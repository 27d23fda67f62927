// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/hatch.h"

#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>

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

namespace {

/// All lines of a pattern in `rect`, and the pen for them at scale 1.
QPainterPath hatchPath(const QRectF& rect, Pattern pattern, double step)
{
    QPainterPath path;
    switch (pattern) {
    case Pattern::Rising:
        addDiagonals(path, rect, step, 1);
        break;
    case Pattern::Falling:
        addDiagonals(path, rect, step, -1);
        break;
    case Pattern::Crossed:
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
    return path;
}

QPen hatchPen(Pattern pattern, const QColor& colour, double scale)
{
    const Qt::PenCapStyle cap = pattern == Pattern::Dotted ? Qt::RoundCap : Qt::FlatCap;
    return {colour, (pattern == Pattern::Crossed ? 1 : 1.6) * scale, Qt::SolidLine, cap};
}

/// One period of the pattern, `side` pixels a side.
QPixmap hatchTile(Pattern pattern, const QColor& colour, int side, double scale)
{
    const QString key = QStringLiteral("lab-hatch-%1-%2-%3-%4")
                            .arg(static_cast<int>(pattern))
                            .arg(colour.rgba())
                            .arg(side)
                            .arg(scale);
    QPixmap tile;
    if (QPixmapCache::find(key, &tile))
        return tile;
    tile = QPixmap(side, side);
    tile.fill(Qt::transparent);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF around(-side, -side, 3 * side, 3 * side); // lines that reach in from the next tiles
    painter.strokePath(hatchPath(around, pattern, side), hatchPen(pattern, colour, scale));
    painter.end();
    QPixmapCache::insert(key, tile);
    return tile;
}

/// Device pixels in a period, where pixels are what is painted on and a period is a whole number of them.
int periodInPixels(const QPainter& painter, double step)
{
    const QTransform& transform = painter.deviceTransform();
    if (!painter.paintEngine() || painter.paintEngine()->type() != QPaintEngine::Raster ||
        transform.type() > QTransform::TxScale || std::abs(transform.m11() - transform.m22()) > 1e-9)
        return 0;
    const double pixels = step * transform.m11();
    const double whole = std::round(pixels);
    return whole >= 2 && std::abs(pixels - whole) < 1e-6 ? static_cast<int>(whole) : 0;
}

} // namespace

void drawHatch(QPainter& painter, const QRectF& rect, Pattern pattern, const QColor& colour, double scale)
{
    if (pattern == Pattern::Solid || rect.width() < 3 * scale || rect.height() < 3 * scale)
        return;
    const double step = hatchPeriod(pattern) * scale;
    if (const int side = periodInPixels(painter, step); side > 0) { // many times as fast as lines
        QBrush brush(hatchTile(pattern, colour, side, scale * side / step));
        brush.setTransform(QTransform::fromScale(step / side, step / side));
        painter.fillRect(rect, brush);
        return;
    }
    painter.strokePath(hatchPath(rect, pattern, step), hatchPen(pattern, colour, scale));
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
