// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/pool-size/task_work.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <span>

namespace lab::scenarios::pool_size {

namespace {

using scenario::integerOf;
using scenario::Request;

constexpr std::int64_t kInputs = 8; // tasks take turns with them
constexpr std::int64_t kRecord = 1024;

kernels::Tensor drawn(std::vector<std::int64_t> shape, std::mt19937_64& random, const Request& request)
{
    throwIfStopped(request);
    kernels::Tensor tensor(std::move(shape));
    for (float& value : tensor.elements())
        value = static_cast<float>(static_cast<double>(random() >> 11) * 0x1.0p-52 - 1.0);
    return tensor;
}

double sumOf(std::span<const float> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

TaskWork::TaskWork(const Request& request)
    : m_tasks(static_cast<std::size_t>(integerOf(request.settings, "tasks"))),
      m_size(integerOf(request.settings, "size")), m_wait(integerOf(request.settings, "wait")),
      m_whole({m_size, m_size, m_size}), m_half({m_size / 2, m_size, m_size})
{
    std::mt19937_64 random(request.seed);
    m_inputs = drawn({kInputs, m_size, m_size}, random, request);
    m_weights = drawn({m_size, m_size}, random, request);
    m_records = drawn({static_cast<std::int64_t>(m_tasks), kRecord}, random, request);
}

std::chrono::microseconds TaskWork::waitOf(Kind kind) const
{
    return kind == Kind::Cpu ? std::chrono::microseconds(0) : kind == Kind::Io ? m_wait : m_wait / 2;
}

// [code then pool-size/cpu-one cpu io-one io mixed-one mixed]
double TaskWork::compute(Kind kind, std::size_t task, Bench& bench) const
{
    double sum = kind == Kind::Io ? 0 : product(task, kind == Kind::Mixed, bench);
    if (kind != Kind::Cpu)
        sum += sumOf(m_records.elements().subspan(task * kRecord, kRecord));
    return sum;
}
// [end]

double TaskWork::product(std::size_t task, bool half, Bench& bench) const
{
    const kernels::Matmul& matmul = half ? m_half : m_whole;
    auto& workspace = half ? bench.half : bench.whole;
    if (!workspace)
        workspace.emplace(matmul.makeWorkspace());
    // [code then pool-size/cpu-one cpu mixed-one mixed]
    const auto elements = static_cast<std::size_t>(m_size * m_size) / (half ? 2u : 1u);
    bench.result.resize(static_cast<std::size_t>(m_size * m_size));
    const float* const input = m_inputs.data() + static_cast<std::int64_t>(task) % kInputs * m_size * m_size;
    matmul.execute(input, m_weights.data(), nullptr, bench.result.data(), *workspace);
    return sumOf(std::span(bench.result).first(elements));
    // [end]
}

} // namespace lab::scenarios::pool_size
