// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/convolution.h"

#include <algorithm>

namespace lab::tests {

/// The layer as its formula says, in double precision: the plainest code that can be compared against.
inline kernels::Tensor referenceConvolution(const kernels::ConvolutionShape& s, const kernels::Tensor& images,
                                            const kernels::Tensor& weights)
{
    kernels::Tensor maps({s.images, s.filters, s.height, s.width});
    for (std::int64_t n = 0; n < s.images; ++n)
        for (std::int64_t o = 0; o < s.filters; ++o)
            for (std::int64_t r = 0; r < s.height; ++r)
                for (std::int64_t c = 0; c < s.width; ++c) {
                    double sum = 0;
                    for (std::int64_t i = 0; i < s.channels; ++i)
                        for (std::int64_t u = 0; u < 3; ++u)
                            for (std::int64_t v = 0; v < 3; ++v) {
                                const std::int64_t row = r + u - 1;
                                const std::int64_t column = c + v - 1;
                                if (row < 0 || row >= s.height || column < 0 || column >= s.width)
                                    continue;
                                const std::int64_t pixel =
                                    ((n * s.channels + i) * s.height + row) * s.width + column;
                                const std::int64_t weight = ((o * s.channels + i) * 3 + u) * 3 + v;
                                sum += double{weights.data()[weight]} * double{images.data()[pixel]};
                            }
                    maps.data()[((n * s.filters + o) * s.height + r) * s.width + c] =
                        static_cast<float>(std::max(0.0, sum));
                }
    return maps;
}

/// Values between −1 and 1 that look random and are the same everywhere.
inline kernels::Tensor patternTensor(std::vector<std::int64_t> shape, std::uint32_t seed)
{
    kernels::Tensor tensor(std::move(shape));
    for (float& value : tensor.elements()) {
        seed = seed * 1664525u + 1013904223u;
        value = static_cast<float>(seed >> 8) / 8388608.0f - 1.0f;
    }
    return tensor;
}

} // namespace lab::tests
