// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace lab::kernels {

/// Dense float array, row-major over `shape`, 64-byte aligned. Copies share the elements.
class Tensor
{
public:
    Tensor() = default;
    /// Zeroed. Throws std::bad_alloc when there is not enough memory.
    explicit Tensor(std::vector<std::int64_t> shape);

    const std::vector<std::int64_t>& shape() const { return m_shape; }
    std::int64_t size() const { return m_size; }
    std::int64_t bytes() const { return m_size * std::int64_t{sizeof(float)}; }
    float* data() { return m_elements.get(); }
    const float* data() const { return m_elements.get(); }
    std::span<float> elements() { return {m_elements.get(), static_cast<std::size_t>(m_size)}; }
    std::span<const float> elements() const { return {m_elements.get(), static_cast<std::size_t>(m_size)}; }
    /// For exhibits and files that outlive the tensor.
    std::shared_ptr<const float[]> shared() const { return m_elements; }

private:
    std::vector<std::int64_t> m_shape;
    std::int64_t m_size = 0;
    std::shared_ptr<float[]> m_elements;
};

/// Largest |a − b|; infinity where exactly one is NaN. Sizes must be equal.
double largestDifference(std::span<const float> a, std::span<const float> b);

} // namespace lab::kernels
