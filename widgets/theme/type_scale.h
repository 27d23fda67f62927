// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace lab::widgets {

enum class TextRole { Caption, Body, Strong, Heading, Title, Figure };

/// The font of a role. Sizes are pixels (12, 13, 13, 14, 22, 56) times `scale`, so that a picture drawn at
/// twice the size keeps its proportions. Inter where it is installed, otherwise the system's font.
QFont font(TextRole role, double scale = 1.0);

} // namespace lab::widgets
