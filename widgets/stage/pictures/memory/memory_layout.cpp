// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/memory/memory_painter.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lab::widgets {

namespace {

constexpr double kTallestLine = 34;
constexpr double kBetweenLines = 0.28; // of a line's height
constexpr double kTallestBlock = 0.9;  // of its length, where lines are few
constexpr double kLongestGap = 1.0;    // in blocks
constexpr double kAboveOneLine = 0.3;  // of what one line leaves of the height
constexpr double kRounding = 1e-9;
constexpr int kHalvings = 40;

// How many lines blocks take, `perLine` block lengths each. A line does not begin with a gap.
int linesOf(const std::vector<double>& gaps, double perLine)
{
    int lines = 1;
    double x = 0;
    for (const double gap : gaps) {
        if (x > 0 && x + gap + 1 > perLine + kRounding) {
            ++lines;
            x = 0;
        }
        x += (x > 0 ? gap : 0) + 1;
    }
    return lines;
}

// The shortest lines, in block lengths, of which `lines` hold all blocks.
double shortestLine(const std::vector<double>& gaps, int lines)
{
    double low = 1;
    double high = 1;
    for (const double gap : gaps)
        high += 1 + gap;
    for (int step = 0; step < kHalvings; ++step) {
        const double middle = (low + high) / 2;
        (linesOf(gaps, middle) <= lines ? high : low) = middle;
    }
    return high;
}

} // namespace

std::vector<MemoryPiece> layOutMemory(const QRectF& area, const std::vector<std::uint64_t>& addresses,
                                      std::int64_t bytes, double scale)
{
    std::vector<MemoryPiece> pieces;
    if (addresses.empty() || bytes <= 0 || area.width() < 2 || area.height() < 2)
        return pieces;
    std::vector<std::size_t> order(addresses.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return addresses[a] < addresses[b]; });

    std::vector<double> gaps; // before each block, in blocks
    double length = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::uint64_t end =
            i == 0 ? addresses[order[0]] : addresses[order[i - 1]] + static_cast<std::uint64_t>(bytes);
        const std::uint64_t gap = addresses[order[i]] > end ? addresses[order[i]] - end : 0;
        MemoryPiece piece;
        piece.block = static_cast<std::int64_t>(order[i]);
        piece.gapBefore = gap;
        pieces.push_back(piece);
        const double inBlocks = static_cast<double>(gap) / static_cast<double>(bytes);
        pieces.back().folded = inBlocks > kLongestGap;
        gaps.push_back(std::min(inBlocks, kLongestGap));
        length += 1 + gaps.back();
    }
    // As many lines as give blocks about the height of a line, but no more than fit.
    const double tallest = kTallestLine * scale;
    const auto fit = std::max(1, static_cast<int>(area.height() / (tallest * (1 + kBetweenLines))));
    const double wanted = std::sqrt(length * area.height() / area.width() / 1.6);
    const int lines = std::clamp(static_cast<int>(std::lround(wanted)), 1,
                                 std::max(fit, static_cast<int>(area.height() / (9 * scale))));
    const double step = area.height() / lines;
    const double unit = area.width() / shortestLine(gaps, lines);
    const double height = std::min(step / (1 + kBetweenLines), std::max(tallest * 1.5, unit * kTallestBlock));
    double x = 0;
    int line = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        double gap = gaps[i] * unit;
        if (x > 0 && x + gap + unit > area.width() + 0.01) {
            x = 0;
            ++line;
            gap = 0;
        }
        const double y = area.top() + line * step + (lines == 1 ? kAboveOneLine * (step - height) : 0);
        if (gap > 0 && x > 0)
            pieces[i].gap = {area.left() + x, y, gap, height};
        x += x > 0 ? gap : 0;
        pieces[i].rect = {area.left() + x, y, unit, height};
        x += unit;
    }
    return pieces;
}

} // namespace lab::widgets
