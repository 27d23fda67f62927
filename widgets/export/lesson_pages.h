// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QSizeF>
#include <QString>
#include <QTextDocument>

#include <vector>

namespace lab::widgets {

/// A stretch of a text, px from its top.
struct TextPage
{
    double top = 0;
    double bottom = 0;

    double height() const { return bottom - top; }
};

/// Puts pieces that follow one another, none higher than `room`, on as few pages as can be, and as evenly as
/// these allow: none is left with a line or two where another could give. Pure.
std::vector<TextPage> balancedPages(const std::vector<TextPage>& pieces, double room);

/// Lays a Markdown text out into `document`, `size.width()` px wide, in letters as large as fit on as few
/// pages of `size.height()` px as the smallest that can be read from the last row need. Pages begin with a
/// paragraph each; only a paragraph higher than a page is divided, between lines.
std::vector<TextPage> paginate(QTextDocument& document, const QString& markdown, const Theme& theme,
                               QSizeF size);

} // namespace lab::widgets
