// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/area_resample.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace lab::exchange {

namespace {

/// Which part of one side a pixel of the new one covers.
struct Cover
{
    std::int64_t first = 0;
    std::vector<double> weights; // of the pixels from `first` on; their sum is 1
};

std::vector<Cover> covers(std::int64_t from, std::int64_t to)
{
    const double step = static_cast<double>(from) / static_cast<double>(to);
    std::vector<Cover> all(static_cast<std::size_t>(to));
    for (std::int64_t i = 0; i < to; ++i) {
        const double begin = static_cast<double>(i) * step;
        const double end = begin + step;
        Cover& cover = all[static_cast<std::size_t>(i)];
        cover.first = std::min(static_cast<std::int64_t>(begin), from - 1);
        for (std::int64_t pixel = cover.first;
             pixel < from && (pixel == cover.first || static_cast<double>(pixel) < end); ++pixel) {
            const double low = std::max(begin, static_cast<double>(pixel));
            const double high = std::min(end, static_cast<double>(pixel + 1));
            cover.weights.push_back(std::max(high - low, 0.0) / step);
        }
    }
    return all;
}

} // namespace

void resampleArea(std::span<const std::uint8_t> from, std::int64_t height, std::int64_t width,
                  std::span<std::uint8_t> to, std::int64_t toHeight, std::int64_t toWidth)
{
    const std::vector<Cover> rows = covers(height, toHeight);
    const std::vector<Cover> columns = covers(width, toWidth);
    std::vector<double> sums(static_cast<std::size_t>(width)); // of the rows that one new row covers
    auto out = to.begin();
    for (const Cover& row : rows) {
        std::fill(sums.begin(), sums.end(), 0.0);
        for (std::size_t i = 0; i < row.weights.size(); ++i) {
            const auto at = (static_cast<std::size_t>(row.first) + i) * sums.size();
            for (std::size_t column = 0; column < sums.size(); ++column)
                sums[column] += row.weights[i] * static_cast<double>(from[at + column]);
        }
        for (const Cover& column : columns) {
            double sum = 0;
            for (std::size_t i = 0; i < column.weights.size(); ++i)
                sum += column.weights[i] * sums[static_cast<std::size_t>(column.first) + i];
            *out++ = static_cast<std::uint8_t>(std::clamp(std::lround(sum), 0L, 255L));
        }
    }
}

} // namespace lab::exchange
