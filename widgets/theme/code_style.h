// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QFont>

namespace lab::widgets {

/// Of source text, by what a word is. Each is readable (4.5:1) on the panel and on both grounds.
struct CodeColours
{
    QColor plain;
    QColor keyword;
    QColor text; ///< a string's or a character's
    QColor number;
    QColor comment;
    QColor here;  ///< ground of a line that only the shown text has
    QColor other; ///< ground of a line that only the one it is compared with has
};

CodeColours codeColours(const Theme& theme);

/// Letters of one width, as large as a caption's.
QFont codeFont(double scale = 1.0);

} // namespace lab::widgets
