// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/code/excerpts.h"
#include "widgets/code/line_difference.h"

namespace lab::widgets {

/// A line as it stands on the screen.
struct ShownLine
{
    QString text;
    Language language = Language::Cpp;
    bool heading = false;
    Side side = Side::Both;

    bool operator==(const ShownLine&) const = default;
};

/// One excerpt below the other, each with a line above it that says where it stands.
std::vector<ShownLine> shownLines(const std::vector<Excerpt>& excerpts);

/// The lines of both.
std::vector<ShownLine> shownDifference(const std::vector<Excerpt>& other, const std::vector<Excerpt>& here);

/// For the clipboard: source text that says in comments where it comes from.
QString plainText(const std::vector<Excerpt>& excerpts);

} // namespace lab::widgets
