// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/training-pipeline/training_step.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace lab::scenarios::training_pipeline {

namespace {

constexpr float kRate = 0.1f;

} // namespace

Training::Training(std::int64_t samples, std::uint64_t seed, std::optional<kernels::EngineKind> engine)
    : m_samples(samples), m_start(kernels::Network::random({784, 128, 64, 10}, seed)), m_network(m_start)
{
    if (engine) {
        m_engine.emplace(*engine, m_start, samples, kRate / static_cast<float>(samples));
        return;
    }
    m_pass.emplace(m_start, samples);
    m_gradient.resize(static_cast<std::size_t>(m_start.parameterCount()));
}

void Training::restart()
{
    if (m_engine)
        m_engine->setParameters(m_start);
    else
        std::ranges::copy(m_start.parameters(), m_network.parameters().begin());
    m_steps.clear();
}

void Training::step(const float* images, std::span<const std::uint8_t> labels)
{
    m_steps.push_back(m_engine ? stepOnEngine(images, labels) : stepHere(images, labels));
}

// [code then device=emulated training-pipeline/sequential pipeline loaders]
Training::Step Training::stepHere(const float* images, std::span<const std::uint8_t> labels)
{
    m_pass->forward(m_network, images);
    const auto samples = static_cast<float>(m_samples);
    const std::vector<std::uint8_t> predicted = kernels::predictions(m_pass->probabilities());
    const auto right =
        std::inner_product(predicted.begin(), predicted.end(), labels.begin(), 0, std::plus<>(),
                           [](std::uint8_t a, std::uint8_t b) { return a == b ? 1 : 0; });
    const Step step{static_cast<float>(m_pass->loss(labels)) / samples, static_cast<float>(right) / samples};
    m_pass->backward(m_network, images, labels, m_gradient);
    kernels::sgdStep(m_network.parameters(), m_gradient, kRate / samples);
    return step;
}
// [end]

Training::Step Training::stepOnEngine(const float* images, std::span<const std::uint8_t> labels)
{
    const auto samples = static_cast<float>(m_samples);
    const kernels::EngineTraining::Step step = m_engine->step(images, labels);
    return {static_cast<float>(step.loss) / samples, static_cast<float>(step.right) / samples};
}

std::vector<float> Training::weights() const
{
    const auto copyOf = [](const kernels::Network& network) {
        return std::vector<float>(network.parameters().begin(), network.parameters().end());
    };
    return m_engine ? copyOf(m_engine->network()) : copyOf(m_network);
}

} // namespace lab::scenarios::training_pipeline
