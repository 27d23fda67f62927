// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/transport/transport_icons.h"

#include "widgets/theme/application_theme.h"
#include "widgets/theme/painted_icon.h"

#include <QPainter>
#include <QPolygonF>

namespace lab::widgets {

namespace {

QPolygonF triangle(double left, double right)
{
    return {{left, 2.5}, {right, 8}, {left, 13.5}};
}

void paint(QPainter& painter, TransportIcon icon)
{
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
}

QPixmap painted(TransportIcon icon, const QColor& colour)
{
    return paintedIcon([&](QPainter& painter) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        paint(painter, icon);
    });
}

} // namespace

QIcon transportIcon(TransportIcon icon)
{
    const Theme& theme = Theme::of(currentTheme());
    QIcon made(painted(icon, theme.text));
    made.addPixmap(painted(icon, theme.axis), QIcon::Disabled);
    return made;
}

} // namespace lab::widgets
