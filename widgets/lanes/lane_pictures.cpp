// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/lane_pictures.h"

#include "widgets/lanes/lane_painter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

QPixmap picture(const LaneLayout& layout, const Theme& theme, QSize size, double ratio, double playhead)
{
    QPixmap picture(size * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(theme.panel);
    QPainter painter(&picture);
    paintLanes(painter, layout, theme, playhead);
    return picture;
}

double beforeEverything(const TimeAxis& axis)
{
    return std::min(axis.begin, 0.0) - 2 * (axis.end - axis.begin) - 2;
}

} // namespace

void LanePictures::forget()
{
    m_reached = {};
    m_muted = {};
}

void LanePictures::paint(QPainter& painter, const LaneLayout& layout, const Theme& theme, QSize size,
                         double playhead)
{
    if (!arePainted()) {
        painter.fillRect(QRect(QPoint(0, 0), size), theme.panel);
        return paintLanes(painter, layout, theme, playhead);
    }
    compose(painter, layout, playhead);
    paintPlayhead(painter, layout, theme, playhead);
}

bool LanePictures::prepare(const LaneLayout& layout, const Theme& theme, QSize size, double ratio)
{
    if (m_reached.isNull())
        m_reached = picture(layout, theme, size, ratio, kNoPlayhead);
    else if (m_muted.isNull())
        m_muted = picture(layout, theme, size, ratio, beforeEverything(layout.axis()));
    else
        return false;
    return true;
}

void LanePictures::compose(QPainter& painter, const LaneLayout& layout, double playhead) const
{
    const double ratio = m_reached.devicePixelRatio();
    const double width = m_reached.width();
    const double reached = playhead == kNoPlayhead ? width : layout.axis().toX(playhead) * ratio;
    const double column = std::clamp(std::round(reached), 0.0, width);
    const double height = m_reached.height();
    painter.drawPixmap(QRectF(0, 0, column / ratio, height / ratio), m_reached, QRectF(0, 0, column, height));
    painter.drawPixmap(QRectF(column / ratio, 0, (width - column) / ratio, height / ratio), m_muted,
                       QRectF(column, 0, width - column, height));
}

} // namespace lab::widgets
