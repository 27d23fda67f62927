// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/network.h"

#include <cstdint>
#include <memory>
#include <span>

namespace lab::kernels {

/// What oneDNN computes on.
enum class EngineKind : std::uint8_t { Cpu, Gpu };

/// Whether oneDNN, as it is installed here, reports such an engine. Any thread.
bool reports(EngineKind kind);

/// A network that is trained where its engine is: weights, activations and gradients stay in the engine's
/// memory, and a step sends a batch there and brings the logits back. On the CPU everything happens on the
/// calling thread. One thread at a time.
class EngineTraining
{
public:
    struct Step
    {
        double loss = 0;        ///< cross-entropy before the step, summed over the samples
        std::int64_t right = 0; ///< samples whose largest logit was the label's, before the step
    };

    /// For batches of exactly `samples`; a step subtracts `rate` times the gradient of that sum. Throws
    /// std::invalid_argument when `samples` is not positive and std::runtime_error with oneDNN's reason, for
    /// example that there is no such engine; so do the other functions.
    EngineTraining(EngineKind kind, const Network& network, std::int64_t samples, float rate);
    ~EngineTraining();
    EngineTraining(EngineTraining&&) noexcept;
    EngineTraining& operator=(EngineTraining&&) noexcept;

    /// Goes on from these. Throws std::invalid_argument for a network of other sizes.
    void setParameters(const Network& network);

    /// One step of stochastic gradient descent on `images`, samples × inputs(0), dense and row-major. Throws
    /// std::invalid_argument when there is not one label a sample or one is too large.
    Step step(const float* images, std::span<const std::uint8_t> labels);

    /// The parameters as they are now.
    Network network() const;

private:
    struct Graph;
    std::unique_ptr<Graph> m_graph;
};

} // namespace lab::kernels
