// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/shared/product.h"

#include "core/kernels/register_tiles.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace lab::scenarios {

namespace {

constexpr double kUnit = 0x1p-24; // of rounding to nearest in f32

std::vector<float> magnitudes(const float* values, std::int64_t count)
{
    std::vector<float> result(static_cast<std::size_t>(count));
    std::transform(values, values + count, result.begin(), [](float value) { return std::abs(value); });
    return result;
}

} // namespace

kernels::Tensor product(const kernels::MatmulShape& shape, const float* x, const float* w)
{
    kernels::Tensor y({shape.rows, shape.columns});
    const kernels::RegisterTiles& tiles = kernels::registerTiles().back();
    const std::int64_t calls = kernels::callCount(tiles, shape);
    for (std::int64_t call = 0; call < calls; ++call)
        kernels::multiplyPart(tiles, shape, x, w, y.data(), call);
    return y;
}

double largestSumOfMagnitudes(const kernels::MatmulShape& shape, const float* x, const float* w)
{
    const std::vector<float> left = magnitudes(x, shape.rows * shape.inner);
    const std::vector<float> right = magnitudes(w, shape.inner * shape.columns);
    const kernels::Tensor sums = product(shape, left.data(), right.data());
    return static_cast<double>(*std::max_element(sums.elements().begin(), sums.elements().end()));
}

double roundingBound(std::int64_t terms, double sumOfMagnitudes)
{
    const double steps = static_cast<double>(terms) * kUnit;
    return 2 * steps / (1 - steps) * sumOfMagnitudes;
}

} // namespace lab::scenarios
