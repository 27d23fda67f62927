// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>

#include <functional>

class QPainter;

namespace lab::widgets {

constexpr int kIconSide = 16; ///< of painted icons, in logical pixels

/// What `paint` draws, smoothly, on a transparent square of kIconSide, sharp up to 400 %.
QPixmap paintedIcon(const std::function<void(QPainter&)>& paint);

} // namespace lab::widgets
