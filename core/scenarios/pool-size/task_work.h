// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/matmul.h"
#include "core/kernels/tensor.h"
#include "core/scenario/scenario.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace lab::scenarios::pool_size {

enum class Kind : std::uint8_t { Cpu, Io, Mixed };
inline constexpr std::size_t kKinds = 3;

/// What the tasks do. Any number of threads may work at the same time, each with a bench of its own.
class TaskWork
{
public:
    /// What one thread works with: made at its first product.
    struct Bench
    {
        std::optional<kernels::Matmul::Workspace> whole;
        std::optional<kernels::Matmul::Workspace> half;
        std::vector<float> result;
    };

    /// Throws Stopped, std::bad_alloc, or std::runtime_error with oneDNN's reason.
    explicit TaskWork(const scenario::Request& request);

    std::size_t tasks() const { return m_tasks; }
    const kernels::Tensor& inputs() const { return m_inputs; }
    const kernels::Tensor& weights() const { return m_weights; }
    const kernels::Tensor& records() const { return m_records; }

    /// How long a task of `kind` waits for the storage.
    std::chrono::microseconds waitOf(Kind kind) const;
    /// What it computes when its record is there: the sum of its product (Cpu), of its record (Io), or of
    /// half a product and its record (Mixed). The same on every thread.
    double compute(Kind kind, std::size_t task, Bench& bench) const;

private:
    double product(std::size_t task, bool half, Bench& bench) const;

    std::size_t m_tasks;
    std::int64_t m_size;
    std::chrono::microseconds m_wait;
    kernels::Matmul m_whole; // size × size × size
    kernels::Matmul m_half;  // half of the rows
    kernels::Tensor m_inputs;
    kernels::Tensor m_weights;
    kernels::Tensor m_records; // task × number
};

} // namespace lab::scenarios::pool_size
