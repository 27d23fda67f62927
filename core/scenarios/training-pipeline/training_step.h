// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/network.h"

#include <cstdint>
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

    /// For batches of `samples`, from the weights that belong to `seed`.
    Training(std::int64_t samples, std::uint64_t seed);

    /// Forgets all steps.
    void restart();

    /// One step on samples × 784 images.
    void step(const float* images, std::span<const std::uint8_t> labels);

    const std::vector<Step>& steps() const { return m_steps; }
    const kernels::Network& network() const { return m_network; }

private:
    const kernels::Network m_start;
    kernels::Network m_network;
    kernels::NetworkPass m_pass;
    std::vector<float> m_gradient;
    std::vector<Step> m_steps;
};

} // namespace lab::scenarios::training_pipeline
