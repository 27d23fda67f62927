// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/training-pipeline/training_step.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace lab::scenarios::training_pipeline {

namespace {

constexpr float kRate = 0.1f;

} // namespace

Training::Training(std::int64_t samples, std::uint64_t seed)
    : m_start(kernels::Network::random({784, 128, 64, 10}, seed)), m_network(m_start),
      m_pass(m_start, samples), m_gradient(static_cast<std::size_t>(m_start.parameterCount()))
{
}

void Training::restart()
{
    std::copy(m_start.parameters().begin(), m_start.parameters().end(), m_network.parameters().begin());
    m_steps.clear();
}

void Training::step(const float* images, std::span<const std::uint8_t> labels)
{
    m_pass.forward(m_network, images);
    const auto samples = static_cast<float>(m_pass.samples());
    const std::vector<std::uint8_t> predicted = kernels::predictions(m_pass.probabilities());
    const auto right =
        std::inner_product(predicted.begin(), predicted.end(), labels.begin(), 0, std::plus<>(),
                           [](std::uint8_t a, std::uint8_t b) { return a == b ? 1 : 0; });
    m_steps.push_back(
        {static_cast<float>(m_pass.loss(labels)) / samples, static_cast<float>(right) / samples});
    m_pass.backward(m_network, images, labels, m_gradient);
    kernels::sgdStep(m_network.parameters(), m_gradient, kRate / samples);
}

} // namespace lab::scenarios::training_pipeline
