// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/load-balance/attention_work.h"

#include <numeric>
#include <random>

namespace lab::scenarios::load_balance {

namespace {

using scenario::integerOf;
using scenario::Request;

// Uniform in [−√3, √3), which has variance 1: scores are then as different as those of trained heads.
kernels::Tensor drawn(std::vector<std::int64_t> shape, std::mt19937_64& random, const Request& request)
{
    throwIfStopped(request);
    constexpr double kRoot3 = 1.7320508075688772;
    kernels::Tensor tensor(std::move(shape));
    for (float& value : tensor.elements())
        value = static_cast<float>(kRoot3 * (static_cast<double>(random() >> 11) * 0x1.0p-52 - 1.0));
    return tensor;
}

} // namespace

AttentionWork::AttentionWork(const Request& request)
    : m_shape{integerOf(request.settings, "sequence"), integerOf(request.settings, "width")},
      m_keysTransposed({m_shape.width, m_shape.sequence}), m_costs(static_cast<std::size_t>(m_shape.sequence))
{
    std::mt19937_64 random(request.seed);
    m_queries = drawn({m_shape.sequence, m_shape.width}, random, request);
    m_keys = drawn({m_shape.sequence, m_shape.width}, random, request);
    m_values = drawn({m_shape.sequence, m_shape.width}, random, request);
    for (std::int64_t row = 0; row < m_shape.sequence; ++row) {
        for (std::int64_t i = 0; i < m_shape.width; ++i)
            m_keysTransposed.data()[i * m_shape.sequence + row] = m_keys.data()[row * m_shape.width + i];
    }
    std::iota(m_costs.begin(), m_costs.end(), 1.0);
}

// [code then execute()]
void AttentionWork::execute(std::size_t task, std::vector<float>& scores, kernels::Tensor& out) const
{
    scores.resize(tasks());
    const auto row = static_cast<std::int64_t>(task);
    kernels::attendRow(m_shape, m_queries.data(), m_keysTransposed.data(), m_values.data(), row,
                       scores.data(), out.data() + row * m_shape.width);
}
// [end]

double AttentionWork::operations() const
{
    return 4.0 * static_cast<double>(m_shape.width) * std::accumulate(m_costs.begin(), m_costs.end(), 0.0);
}

} // namespace lab::scenarios::load_balance
