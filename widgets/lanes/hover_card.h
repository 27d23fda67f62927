// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace lab::widgets {

/// A card with a sentence, wrapped, beside `anchor` (the span or the cursor) and inside `bounds`. `hint` is a
/// second, quieter line; it may be empty. Returns the card's rectangle.
QRectF paintCard(QPainter& painter, const Theme& theme, const QRectF& anchor, const QRectF& bounds,
                 const QString& sentence, const QString& hint);

} // namespace lab::widgets
