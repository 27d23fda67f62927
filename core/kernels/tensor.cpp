// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/tensor.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>
#include <stdexcept>

namespace lab::kernels {

namespace {

constexpr std::align_val_t kAlignment{64};

std::shared_ptr<float[]> aligned(std::int64_t size)
{
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(size, 1));
    auto* memory = static_cast<float*>(::operator new(count * sizeof(float), kAlignment));
    std::fill_n(memory, count, 0.0f);
    return {memory, [](float* p) { ::operator delete(p, kAlignment); }};
}

} // namespace

Tensor::Tensor(std::vector<std::int64_t> shape) : m_shape(std::move(shape)), m_size(1)
{
    for (const std::int64_t extent : m_shape) {
        if (extent < 0)
            throw std::invalid_argument("a tensor's extent cannot be negative");
        m_size *= extent;
    }
    m_elements = aligned(m_size);
}

double largestDifference(std::span<const float> a, std::span<const float> b)
{
    if (a.size() != b.size())
        throw std::invalid_argument("arrays of different sizes cannot be compared");
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::isnan(a[i]) != std::isnan(b[i]))
            return std::numeric_limits<double>::infinity();
        if (!std::isnan(a[i]))
            largest = std::max(largest, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    }
    return largest;
}

} // namespace lab::kernels
