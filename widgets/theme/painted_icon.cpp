// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/painted_icon.h"

#include <QImage>
#include <QPainter>

namespace lab::widgets {

QPixmap paintedIcon(const std::function<void(QPainter&)>& paint)
{
    constexpr int kDensity = 4;
    // A pixmap of a screen of 16 bits a pixel has no room for transparency: filling it puts another in its
    // place, which knows nothing of the density.
    QImage picture(kIconSide * kDensity, kIconSide * kDensity, QImage::Format_ARGB32_Premultiplied);
    picture.setDevicePixelRatio(kDensity);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter);
    painter.end();
    return QPixmap::fromImage(picture);
}

} // namespace lab::widgets
