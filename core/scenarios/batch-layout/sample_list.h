// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/tensor.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace lab::scenarios::batch_layout {

/// Samples as a program collects them: each in an allocation of its own, made in an order of its own, with
/// other allocations of random sizes between them, which stay.
class SampleList
{
public:
    /// Copies the rows of `batch` (samples × width). The same `seed`, the same order and sizes; the
    /// addresses are the allocator's.
    SampleList(const kernels::Tensor& batch, std::uint64_t seed);

    const float* sample(std::int64_t index) const { return m_samples[static_cast<std::size_t>(index)].get(); }
    /// In bytes, by index.
    std::vector<std::uint64_t> addresses() const;

private:
    std::vector<std::unique_ptr<float[]>> m_samples;
    std::vector<std::unique_ptr<std::byte[]>> m_others;
};

} // namespace lab::scenarios::batch_layout
