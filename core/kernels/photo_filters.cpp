// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/photo_filters.h"

#include <algorithm>
#include <cmath>

namespace lab::kernels {

namespace {

const float* rowAt(const float* plane, PlaneShape shape, std::int64_t row)
{
    return plane + std::clamp<std::int64_t>(row, 0, shape.height - 1) * shape.width;
}

// `row` has `pad` elements of room on each side.
void extendBorders(float* row, std::int64_t width, std::int64_t pad)
{
    std::fill_n(row - pad, pad, row[0]);
    std::fill_n(row + width, pad, row[width - 1]);
}

struct Largest
{
    static float of(float a, float b) { return a > b ? a : b; }
};
struct Smallest
{
    static float of(float a, float b) { return a < b ? a : b; }
};

// Of 2 · radius + 1 neighbours along the columns, then along the rows. `padded` has `radius` elements of room
// on each side.
template<class Choice>
void extremeRow(const float* plane, PlaneShape shape, std::int64_t row, int radius, float* __restrict padded,
                float* __restrict output)
{
    const std::int64_t width = shape.width;
    std::copy_n(rowAt(plane, shape, row - radius), width, padded);
    for (int k = 1 - radius; k <= radius; ++k) {
        const float* __restrict other = rowAt(plane, shape, row + k);
        for (std::int64_t c = 0; c < width; ++c)
            padded[c] = Choice::of(padded[c], other[c]);
    }
    extendBorders(padded, width, radius);
    std::copy_n(padded - radius, width, output);
    for (int k = 1 - radius; k <= radius; ++k) {
        const float* __restrict other = padded + k;
        for (std::int64_t c = 0; c < width; ++c)
            output[c] = Choice::of(output[c], other[c]);
    }
}

} // namespace

float* FilterScratch::floats(std::int64_t count)
{
    if (static_cast<std::size_t>(count) > m_floats.size())
        m_floats.resize(static_cast<std::size_t>(count));
    return m_floats.data();
}

std::vector<float> gaussianWeights(int radius)
{
    const double sigma = radius / 2.0;
    std::vector<double> exact;
    double sum = 0;
    for (int k = -radius; k <= radius; ++k) {
        exact.push_back(std::exp(-k * k / (2 * sigma * sigma)));
        sum += exact.back();
    }
    std::vector<float> weights;
    weights.reserve(exact.size());
    for (const double weight : exact)
        weights.push_back(static_cast<float>(weight / sum));
    return weights;
}

[[gnu::noinline]] void blurRows(const float* input, float* output, PlaneShape shape,
                                const std::vector<float>& weights, RowRange rows, FilterScratch& scratch)
{
    const std::int64_t width = shape.width;
    const auto radius = static_cast<std::int64_t>(weights.size() / 2);
    float* __restrict padded = scratch.floats(width + 2 * radius) + radius;
    // [code then blurRows()]
    for (std::int64_t row = rows.begin; row < rows.end; ++row) {
        std::fill_n(padded, width, 0.0f);
        for (std::int64_t k = -radius; k <= radius; ++k) {
            const float weight = weights[static_cast<std::size_t>(k + radius)];
            const float* __restrict from = rowAt(input, shape, row + k);
            for (std::int64_t c = 0; c < width; ++c)
                padded[c] += weight * from[c];
        }
        extendBorders(padded, width, radius);
        float* __restrict to = output + row * width;
        std::fill_n(to, width, 0.0f);
        for (std::int64_t k = -radius; k <= radius; ++k) {
            const float weight = weights[static_cast<std::size_t>(k + radius)];
            const float* __restrict from = padded + k;
            for (std::int64_t c = 0; c < width; ++c)
                to[c] += weight * from[c];
        }
    }
    // [end]
}

[[gnu::noinline]] void edgeRows(const float* input, float* output, PlaneShape shape, RowRange rows,
                                FilterScratch& scratch)
{
    const std::int64_t width = shape.width;
    float* __restrict smooth = scratch.floats(2 * (width + 2)) + 1;
    float* __restrict change = smooth + width + 2;
    for (std::int64_t row = rows.begin; row < rows.end; ++row) {
        const float* __restrict above = rowAt(input, shape, row - 1);
        const float* __restrict here = rowAt(input, shape, row);
        const float* __restrict below = rowAt(input, shape, row + 1);
        for (std::int64_t c = 0; c < width; ++c) {
            smooth[c] = 0.25f * (above[c] + 2 * here[c] + below[c]);
            change[c] = 0.25f * (below[c] - above[c]);
        }
        extendBorders(smooth, width, 1);
        extendBorders(change, width, 1);
        float* __restrict to = output + row * width;
        for (std::int64_t c = 0; c < width; ++c) {
            const float across = smooth[c + 1] - smooth[c - 1];
            const float down = change[c - 1] + 2 * change[c] + change[c + 1];
            to[c] = std::sqrt(across * across + down * down);
        }
    }
}

[[gnu::noinline]] void closingRows(const float* input, float* output, PlaneShape shape, int radius,
                                   RowRange rows, FilterScratch& scratch)
{
    const std::int64_t width = shape.width;
    const std::int64_t first = std::max<std::int64_t>(rows.begin - radius, 0);
    const std::int64_t end = std::min(rows.end + radius, shape.height);
    if (rows.begin >= rows.end)
        return;
    const std::int64_t room = width + std::int64_t{2} * radius;
    float* padded = scratch.floats(room + (end - first) * width) + radius;
    float* dilated = padded + width + radius;
    for (std::int64_t row = first; row < end; ++row)
        extremeRow<Largest>(input, shape, row, radius, padded, dilated + (row - first) * width);
    // The strip ends where the plane does, or far enough from `rows`: its own borders stand for the plane's.
    const PlaneShape strip{end - first, width};
    for (std::int64_t row = rows.begin; row < rows.end; ++row)
        extremeRow<Smallest>(dilated, strip, row - first, radius, padded, output + row * width);
}

} // namespace lab::kernels
