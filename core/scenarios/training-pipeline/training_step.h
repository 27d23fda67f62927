// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/engine_training.h"
#include "core/kernels/network.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace lab::scenarios::training_pipeline {

/// A network and what its SGD steps left. One thread at a time.
class Training
{
public:
    struct Step
    {
        float loss = 0;     ///< mean cross-entropy of the batch, before the step
        float accuracy = 0; ///< share of the batch that was right, before the step
    };

    /// For batches of `samples`, from the weights that belong to `seed`. On an engine of oneDNN or, without
    /// one, on the calling thread. Throws std::runtime_error where there is no such engine.
    Training(std::int64_t samples, std::uint64_t seed, std::optional<kernels::EngineKind> engine = {});

    /// Forgets all steps.
    void restart();

    /// One step on samples × 784 images.
    void step(const float* images, std::span<const std::uint8_t> labels);

    const std::vector<Step>& steps() const { return m_steps; }
    /// All parameters as they are now.
    std::vector<float> weights() const;

private:
    Step stepHere(const float* images, std::span<const std::uint8_t> labels);
    Step stepOnEngine(const float* images, std::span<const std::uint8_t> labels);

    const std::int64_t m_samples;
    const kernels::Network m_start;
    kernels::Network m_network;
    std::optional<kernels::NetworkPass> m_pass;      ///< without an engine,
    std::optional<kernels::EngineTraining> m_engine; ///< or with one
    std::vector<float> m_gradient;
    std::vector<Step> m_steps;
};

} // namespace lab::scenarios::training_pipeline
