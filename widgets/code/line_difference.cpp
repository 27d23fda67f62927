// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/line_difference.h"

#include <algorithm>

namespace lab::widgets {

std::vector<ComparedLine> compareLines(const QStringList& other, const QStringList& here)
{
    const auto rows = static_cast<std::size_t>(other.size());
    const auto columns = static_cast<std::size_t>(here.size());
    const auto line = [](const QStringList& lines, std::size_t i) -> const QString& {
        return lines[static_cast<qsizetype>(i)];
    };
    // common[i][j]: how many lines other from i on and here from j on have in common.
    std::vector<std::vector<int>> common(rows + 1, std::vector<int>(columns + 1, 0));
    for (std::size_t i = rows; i-- > 0;)
        for (std::size_t j = columns; j-- > 0;)
            common[i][j] = line(other, i) == line(here, j) ? common[i + 1][j + 1] + 1
                                                           : std::max(common[i + 1][j], common[i][j + 1]);
    std::vector<ComparedLine> all;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < rows || j < columns) {
        if (i < rows && j < columns && line(other, i) == line(here, j)) {
            all.push_back({line(here, j), Side::Both});
            ++i;
            ++j;
        } else if (i < rows && (j == columns || common[i + 1][j] >= common[i][j + 1])) {
            all.push_back({line(other, i++), Side::Other});
        } else {
            all.push_back({line(here, j++), Side::Here});
        }
    }
    return all;
}

} // namespace lab::widgets
