// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace lab::kernels {

/// Filters on one grey plane of height × width f32, row-major. Each computes output rows [begin, end) from
/// the whole input; beyond its borders the input goes on as its border values. A row of the result depends on
/// nothing but the input, so that rows computed apart are bit-equal to rows computed together. Input and
/// output must not overlap. Any number of threads at the same time, with a FilterScratch each.
struct PlaneShape
{
    std::int64_t height = 0;
    std::int64_t width = 0;

    std::int64_t size() const { return height * width; }
};

struct RowRange
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

/// Intermediate rows of a filter; grows to what was needed.
class FilterScratch
{
public:
    float* floats(std::int64_t count);

private:
    std::vector<float> m_floats;
};

/// 2 · radius + 1 samples of a Gaussian of standard deviation radius / 2, scaled to the sum 1; radius ≥ 1.
std::vector<float> gaussianWeights(int radius);

/// Gaussian blur, separable: along the columns, then along the rows. `weights` as of gaussianWeights().
void blurRows(const float* input, float* output, PlaneShape shape, const std::vector<float>& weights,
              RowRange rows, FilterScratch& scratch);

/// Magnitude of the Sobel gradient, √(gx² + gy²) with gx = [1 2 1]ᵀ/4 · [−1 0 1] and gy its transpose.
void edgeRows(const float* input, float* output, PlaneShape shape, RowRange rows, FilterScratch& scratch);

/// Morphological closing by a square of side 2 · radius + 1: dilation (maximum), then erosion (minimum). Rows
/// near `rows` are dilated, too: radius more on each side.
void closingRows(const float* input, float* output, PlaneShape shape, int radius, RowRange rows,
                 FilterScratch& scratch);

} // namespace lab::kernels
