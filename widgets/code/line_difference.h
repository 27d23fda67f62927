// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <cstdint>
#include <vector>

namespace lab::widgets {

enum class Side : std::uint8_t { Both, Other, Here };

/// A line of two texts that are shown as one.
struct ComparedLine
{
    QString text;
    Side side = Side::Both; ///< which text has it

    bool operator==(const ComparedLine&) const = default;
};

/// All lines of both texts, in order, with as many as possible in common; where they differ the other's come
/// first. By a table of the longest common subsequences (Wagner & Fischer, Journal of the ACM 21, 1974),
/// whose work grows with the product of the lengths: for excerpts.
std::vector<ComparedLine> compareLines(const QStringList& other, const QStringList& here);

} // namespace lab::widgets
