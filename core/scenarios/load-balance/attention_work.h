// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/causal_attention.h"
#include "core/kernels/tensor.h"
#include "core/scenario/scenario.h"

#include <cstdint>
#include <span>
#include <vector>

namespace lab::scenarios::load_balance {

/// The tasks: rows of causal attention, the longer the later. Any number of threads may work at the same
/// time, each with scores of its own.
class AttentionWork
{
public:
    /// Throws Stopped and std::bad_alloc.
    explicit AttentionWork(const scenario::Request& request);

    std::size_t tasks() const { return m_costs.size(); }
    std::int64_t width() const { return m_shape.width; }
    /// Of each row: how many keys it looks at.
    std::span<const double> costs() const { return m_costs; }
    /// Writes row `task` of the result into `out` (tasks × width). `scores` is made as long as it has to be.
    void execute(std::size_t task, std::vector<float>& scores, kernels::Tensor& out) const;
    /// Multiply-adds count two; exponentials are not counted.
    double operations() const;

    const kernels::Tensor& queries() const { return m_queries; }
    const kernels::Tensor& keys() const { return m_keys; }
    const kernels::Tensor& values() const { return m_values; }

private:
    kernels::AttentionShape m_shape;
    kernels::Tensor m_queries; // row × number, as the other two
    kernels::Tensor m_keys;
    kernels::Tensor m_values;
    kernels::Tensor m_keysTransposed;
    std::vector<double> m_costs;
};

} // namespace lab::scenarios::load_balance
