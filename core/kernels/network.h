// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/matmul.h"
#include "core/kernels/tensor.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace lab::kernels {

/// The parameters of a fully connected network: layer l computes x·W_l + b_l, followed by ReLU except in the
/// last layer, whose results (logits) a softmax turns into probabilities. A value: copies are independent.
class Network
{
public:
    /// All parameters zero; `sizes` are the numbers of inputs, of each hidden layer's neurons and of
    /// outputs. Throws std::invalid_argument when there are fewer than two, one is not positive, or they
    /// ask for more than 2^31 parameters.
    explicit Network(std::vector<std::int64_t> sizes);

    /// Weights normally distributed with variance 2 / inputs (He et al. 2015, "Delving Deep into
    /// Rectifiers", eq. 10), biases zero. The same for the same seed with every standard library, but for
    /// the last bit of its logarithm and cosine.
    static Network random(std::vector<std::int64_t> sizes, std::uint64_t seed);

    /// Throws std::invalid_argument also when the number of parameters is another than the sizes ask for.
    static Network fromParameters(std::vector<std::int64_t> sizes, std::span<const float> parameters);

    const std::vector<std::int64_t>& sizes() const { return m_sizes; }
    std::size_t layerCount() const { return m_sizes.size() - 1; }
    std::int64_t inputs(std::size_t layer) const { return m_sizes.at(layer); }
    std::int64_t outputs(std::size_t layer) const { return m_sizes.at(layer + 1); }

    std::int64_t parameterCount() const { return static_cast<std::int64_t>(m_parameters.size()); }
    /// Where a layer's weights begin among the parameters; of layerCount(), the number of parameters.
    std::size_t firstParameter(std::size_t layer) const { return m_first.at(layer); }

    /// One layer after the other: weights, inputs × outputs in row-major order, then bias.
    std::span<float> parameters() { return m_parameters; }
    std::span<const float> parameters() const { return m_parameters; }
    std::span<const float> weights(std::size_t layer) const;
    std::span<const float> bias(std::size_t layer) const;

private:
    std::vector<std::int64_t> m_sizes;
    std::vector<std::size_t> m_first;
    std::vector<float> m_parameters;
};

/// One thread's working memory and primitives for batches of exactly `samples`; one thread at a time, and
/// everything on the calling thread alone. The parameters stay in the Network given to each call, so that
/// many passes may read one network at the same time. Only the constructor allocates. Arrays given have
/// samples rows, are dense and row-major, and do not overlap.
class NetworkPass
{
public:
    /// Takes a few milliseconds to create its primitives, less when the same have been created before.
    /// Throws std::invalid_argument when `samples` is not positive and std::runtime_error with oneDNN's
    /// reason; so do the other functions, with std::invalid_argument when the network's sizes are not
    /// those of the one given here.
    NetworkPass(const Network& network, std::int64_t samples);

    std::int64_t samples() const { return m_samples; }

    /// One layer alone, samples × inputs(layer) to samples × outputs(layer): bias and, but for the last
    /// layer, ReLU included. Touches no activation of this pass.
    void layer(const Network& network, std::size_t layer, const float* input, float* output);

    /// Fills the activations and probabilities from `images`, samples × inputs(0).
    void forward(const Network& network, const float* images);

    /// Layers [first, end) alone, for devices that hold a part of the network: fills their activations from
    /// `input`, samples × inputs(first), and the probabilities if the last layer is among them. Throws
    /// std::out_of_range for layers that are not there.
    void forwardLayers(const Network& network, std::size_t first, std::size_t end, const float* input);

    /// After forwardLayers() with the same layers and input: overwrites their part of `gradients`
    /// (parameterCount(), laid out like the parameters). `outputGradient` is the loss's gradient with respect
    /// to what the last of them gave, samples × outputs(end − 1); it is not read, and `labels` are, when that
    /// is the network's last layer. `inputGradient`, unless null, is overwritten with the gradient with
    /// respect to `input`; must be null when first is 0.
    void backwardLayers(const Network& network, std::size_t first, std::size_t end, const float* input,
                        std::span<const std::uint8_t> labels, const float* outputGradient,
                        std::span<float> gradients, float* inputGradient);

    /// What layer() made in the last forward(): samples × outputs(layer), the last layer's being logits.
    const Tensor& activation(std::size_t layer) const { return m_layers.at(layer).activation; }
    const Tensor& probabilities() const { return m_probabilities; }

    /// Cross-entropy of the last forward(), summed over the samples: Σ −log p[label], finite for finite
    /// logits. Throws std::invalid_argument when there is not one label a sample or one is too large.
    double loss(std::span<const std::uint8_t> labels) const;

    /// Overwrites `gradients` (parameterCount(), laid out like the parameters) with the gradient of
    /// loss(labels) after forward(network, images). Throws std::invalid_argument as loss() does, or when
    /// `gradients` has another size.
    void backward(const Network& network, const float* images, std::span<const std::uint8_t> labels,
                  std::span<float> gradients);

private:
    struct Product
    {
        Product(const MatmulShape& shape, Matmul::Options options);
        void operator()(const float* x, const float* w, const float* bias, float* y);

        Matmul matmul;
        Matmul::Workspace workspace;
    };
    struct Layer
    {
        Product forward;                      ///< input · weights + bias
        Product weightGradient;               ///< inputᵀ · error
        std::optional<Product> inputGradient; ///< error · weightsᵀ; none for the first layer
        Tensor activation;
        Tensor error; ///< gradient with respect to what enters ReLU, or the softmax
    };

    void checkSizes(const Network& network) const;
    void checkLabels(std::span<const std::uint8_t> labels) const;
    void outputError(std::span<const std::uint8_t> labels);

    std::vector<std::int64_t> m_sizes;
    std::int64_t m_samples;
    std::vector<Layer> m_layers;
    Tensor m_probabilities;
};

/// One layer of one sample, neuron by neuron, as the definition has it:
/// output[j] = b[j] + Σ_i input[i]·W[i,j], then max(0, ·) unless the layer is the last. Any thread.
void layerByNeurons(const Network& network, std::size_t layer, const float* input, float* output);

/// Each row of rows × columns logits becomes exp(l_j) / Σ_k exp(l_k), computed so that no finite logit
/// overflows; `probabilities` may be `logits`. Any thread.
void softmax(const float* logits, std::int64_t rows, std::int64_t columns, float* probabilities);

/// parameters −= rate · gradients. Throws std::invalid_argument when the sizes differ. Any thread.
void sgdStep(std::span<float> parameters, std::span<const float> gradients, float rate);

/// The column of each row's largest element, the first of equals, in logits or probabilities (samples ×
/// classes). Throws std::invalid_argument when that is no matrix of 1 to 256 columns. Any thread.
std::vector<std::uint8_t> predictions(const Tensor& scores);

} // namespace lab::kernels
