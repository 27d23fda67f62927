// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/transport/transport_icons.h"

#include "widgets/theme/application_theme.h"

#include <QPainter>
#include <QPixmap>
#include <QPolygonF>

namespace lab::widgets {

namespace {

constexpr int kSide = 16;
constexpr int kDensity = 4; // sharp up to 400 %

QPolygonF triangle(double left, double right)
{
    return {{left, 2.5}, {right, 8}, {left, 13.5}};
}

QPixmap draw(TransportIcon icon, const QColor& colour)
{
    QPixmap picture(kSide * kDensity, kSide * kDensity);
    picture.setDevicePixelRatio(kDensity);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (icon) {
    case TransportIcon::Play:
        painter.drawPolygon(triangle(4, 13));
        break;
    case TransportIcon::Pause:
        painter.drawRect(QRectF(3.5, 2.5, 3.2, 11));
        painter.drawRect(QRectF(9.3, 2.5, 3.2, 11));
        break;
    case TransportIcon::StepBack:
        painter.drawRect(QRectF(2.5, 2.5, 2.4, 11));
        painter.drawPolygon(triangle(13.5, 5.5));
        break;
    case TransportIcon::StepForward:
        painter.drawRect(QRectF(11.1, 2.5, 2.4, 11));
        painter.drawPolygon(triangle(2.5, 10.5));
        break;
    }
    return picture;
}

} // namespace

QIcon transportIcon(TransportIcon icon)
{
    const Theme& theme = Theme::of(currentTheme());
    QIcon made(draw(icon, theme.text));
    made.addPixmap(draw(icon, theme.axis), QIcon::Disabled);
    return made;
}

} // namespace lab::widgets
