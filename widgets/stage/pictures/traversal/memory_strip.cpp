// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/traversal/memory_strip.h"

#include <algorithm>
#include <set>

namespace lab::widgets {

MemoryStrip memoryStrip(const scenario::Exhibit& matrix, const AccessStretch& stretch, std::size_t mostLines)
{
    const auto& details = std::get<scenario::TraversalDetails>(matrix.details);
    const std::int64_t perLine =
        std::max<std::int64_t>(details.bytesPerLine / std::max<std::int64_t>(details.bytesPerElement, 1), 1);
    const auto lineBytes = static_cast<std::uint64_t>(std::max<std::int64_t>(details.bytesPerLine, 1));
    const std::int64_t before = // elements of the first line that lie before the matrix
        static_cast<std::int64_t>(details.address % lineBytes) /
        std::max<std::int64_t>(details.bytesPerElement, 1);
    const auto lineOf = [&](std::size_t access) {
        const ElementAccess& element = stretch.accesses[access];
        return (element.row * matrix.shape[1].extent + element.column + before) / perLine;
    };
    MemoryStrip strip;
    std::set<std::int64_t> lines;
    for (std::size_t i = 0; i < stretch.accesses.size(); ++i) {
        const std::int64_t line = lineOf(i);
        if (lines.count(line) == 0 && lines.size() >= std::max<std::size_t>(mostLines, 2)) {
            if (i >= stretch.done)
                break;
            strip.begin = i - 1;
            lines = {lineOf(i - 1)};
        }
        lines.insert(line);
        strip.end = i + 1;
    }
    if (lines.empty())
        return strip;
    const std::int64_t last = (matrix.elementCount() - 1 + before) / perLine;
    const bool neighbours = *lines.rbegin() - *lines.begin() == static_cast<std::int64_t>(lines.size()) - 1;
    while (neighbours && lines.size() < mostLines && *lines.rbegin() < last)
        lines.insert(*lines.rbegin() + 1);
    std::int64_t previous = *lines.begin() - 1;
    for (const std::int64_t line : lines) {
        strip.lines.push_back({line * perLine - before, line - previous - 1});
        previous = line;
    }
    return strip;
}

} // namespace lab::widgets
