// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/matmul-ladder/ladder_inputs.h"

#include "core/scenarios/shared/fashion.h"
#include "core/scenarios/shared/product.h"
#include "core/scenarios/shared/samples.h"

#include <algorithm>
#include <cmath>

namespace lab::scenarios::matmul_ladder {

namespace {

constexpr double kUnitBf16 = 0x1p-8; // of round to nearest: 8 digits, the first of which is not stored

float largestMagnitude(const kernels::Tensor& tensor)
{
    float largest = 0;
    for (const float value : tensor.elements())
        largest = std::max(largest, std::abs(value));
    return largest;
}

} // namespace

LadderInputs ladderInputs(const kernels::MatmulShape& shape, const scenario::Request& request)
{
    const SampleBatch samples = samplesOf(request, shape.rows);
    const std::int64_t pixels = samples.images.size() / shape.rows;
    const kernels::Network network = fashionNetwork();
    const auto weights = network.weights(0);
    const std::int64_t inputs = network.inputs(0);
    const std::int64_t outputs = network.outputs(0);
    LadderInputs made{kernels::Tensor({shape.rows, shape.inner}),
                      kernels::Tensor({shape.inner, shape.columns})};
    for (std::int64_t i = 0; i < shape.rows; ++i) {
        for (std::int64_t k = 0; k < shape.inner; ++k)
            made.x.data()[i * shape.inner + k] = samples.images.data()[i * pixels + k % pixels];
    }
    for (std::int64_t k = 0; k < shape.inner; ++k) {
        for (std::int64_t j = 0; j < shape.columns; ++j)
            made.w.data()[k * shape.columns + j] =
                weights[static_cast<std::size_t>((k % inputs) * outputs + j % outputs)];
    }
    return made;
}

Tolerances tolerances(const kernels::MatmulShape& shape, const LadderInputs& inputs)
{
    const double largest = largestSumOfMagnitudes(shape, inputs.x.data(), inputs.w.data());
    const double x = static_cast<double>(largestMagnitude(inputs.x));
    const double w = static_cast<double>(largestMagnitude(inputs.w));
    Tolerances result;
    result.f32 = roundingBound(shape.inner, largest);
    result.bf16 = result.f32 + (2 * kUnitBf16 + kUnitBf16 * kUnitBf16) * largest;
    const double xStep = x / 127;
    const double wStep = w / 127;
    result.int8 =
        result.f32 + static_cast<double>(shape.inner) * (x * wStep + w * xStep + xStep * wStep / 2) / 2;
    return result;
}

} // namespace lab::scenarios::matmul_ladder
