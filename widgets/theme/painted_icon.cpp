// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/painted_icon.h"

#include <QPainter>

namespace lab::widgets {

QPixmap paintedIcon(const std::function<void(QPainter&)>& paint)
{
    constexpr int kDensity = 4;
    QPixmap picture(kIconSide * kDensity, kIconSide * kDensity);
    picture.setDevicePixelRatio(kDensity);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter);
    return picture;
}

} // namespace lab::widgets
