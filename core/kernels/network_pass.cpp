// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/network.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace lab::kernels {

namespace {

/// sums[c] = Σ over the rows of m[row, c].
void sumRows(const Tensor& m, float* sums)
{
    const std::int64_t columns = m.shape()[1];
    std::fill_n(sums, columns, 0.0f);
    for (std::int64_t row = 0; row < m.shape()[0]; ++row) {
        const float* values = m.data() + row * columns;
        for (std::int64_t c = 0; c < columns; ++c)
            sums[c] += values[c];
    }
}

/// ReLU passes a gradient on where its result is positive.
void maskByRelu(const Tensor& activation, Tensor& error)
{
    const float* a = activation.data();
    float* e = error.data();
    for (std::int64_t i = 0; i < error.size(); ++i)
        e[i] = a[i] > 0 ? e[i] : 0.0f;
}

} // namespace

NetworkPass::Product::Product(const MatmulShape& shape, Matmul::Options options)
    : matmul(shape, options), workspace(matmul.makeWorkspace())
{
}

void NetworkPass::Product::operator()(const float* x, const float* w, const float* bias, float* y)
{
    matmul.execute(x, w, bias, y, workspace);
}

NetworkPass::NetworkPass(const Network& network, std::int64_t samples)
    : m_sizes(network.sizes()), m_samples(samples)
{
    if (samples <= 0)
        throw std::invalid_argument("a pass needs at least one sample");
    const std::size_t count = network.layerCount();
    for (std::size_t l = 0; l < count; ++l) {
        const std::int64_t in = network.inputs(l);
        const std::int64_t out = network.outputs(l);
        m_layers.push_back({Product({samples, in, out}, {.bias = true, .relu = l + 1 < count}),
                            Product({in, samples, out}, {.transposeX = true}), std::nullopt,
                            Tensor({samples, out}), Tensor({samples, out})});
        if (l > 0)
            m_layers.back().inputGradient.emplace(MatmulShape{samples, out, in},
                                                  Matmul::Options{.transposeW = true});
    }
    m_probabilities = Tensor({samples, network.outputs(count - 1)});
}

void NetworkPass::layer(const Network& network, std::size_t layer, const float* input, float* output)
{
    checkSizes(network);
    m_layers.at(layer).forward(input, network.weights(layer).data(), network.bias(layer).data(), output);
}

void NetworkPass::forward(const Network& network, const float* images)
{
    forwardLayers(network, 0, m_layers.size(), images);
}

void NetworkPass::forwardLayers(const Network& network, std::size_t first, std::size_t end,
                                const float* input)
{
    for (std::size_t l = first; l < end; ++l) {
        layer(network, l, input, m_layers.at(l).activation.data());
        input = m_layers[l].activation.data();
    }
    if (end == m_layers.size())
        softmax(input, m_samples, m_sizes.back(), m_probabilities.data());
}

double NetworkPass::loss(std::span<const std::uint8_t> labels) const
{
    checkLabels(labels);
    const std::int64_t classes = m_sizes.back();
    const float* logits = m_layers.back().activation.data();
    double sum = 0;
    for (const std::uint8_t label : labels) {
        // From the logits, because a probability may have become 0.
        const double largest = *std::max_element(logits, logits + classes);
        double exponentials = 0;
        for (std::int64_t c = 0; c < classes; ++c)
            exponentials += std::exp(double{logits[c]} - largest);
        sum += std::log(exponentials) + largest - double{logits[label]};
        logits += classes;
    }
    return sum;
}

void NetworkPass::backward(const Network& network, const float* images, std::span<const std::uint8_t> labels,
                           std::span<float> gradients)
{
    backwardLayers(network, 0, m_layers.size(), images, labels, nullptr, gradients, nullptr);
}

void NetworkPass::backwardLayers(const Network& network, std::size_t first, std::size_t end,
                                 const float* input, std::span<const std::uint8_t> labels,
                                 const float* outputGradient, std::span<float> gradients,
                                 float* inputGradient)
{
    checkSizes(network);
    if (gradients.size() != network.parameters().size())
        throw std::invalid_argument("there must be one gradient a parameter");
    if (end == m_layers.size()) {
        outputError(labels);
    } else {
        Layer& last = m_layers.at(end - 1);
        std::copy_n(outputGradient, last.error.size(), last.error.data());
        maskByRelu(last.activation, last.error);
    }
    for (std::size_t l = end; l-- > first;) {
        Layer& here = m_layers[l];
        const float* entered = l > first ? m_layers[l - 1].activation.data() : input;
        float* weights = gradients.data() + network.firstParameter(l);
        here.weightGradient(entered, here.error.data(), nullptr, weights);
        sumRows(here.error, weights + network.inputs(l) * network.outputs(l));
        if (l > first) {
            Layer& before = m_layers[l - 1];
            (*here.inputGradient)(here.error.data(), network.weights(l).data(), nullptr, before.error.data());
            maskByRelu(before.activation, before.error);
        } else if (inputGradient) {
            here.inputGradient.value()(here.error.data(), network.weights(l).data(), nullptr, inputGradient);
        }
    }
}

void NetworkPass::outputError(std::span<const std::uint8_t> labels)
{
    checkLabels(labels);
    // The gradient of softmax and cross-entropy together: p − 1 at the label, p elsewhere.
    std::ranges::copy(m_probabilities.elements(), m_layers.back().error.data());
    float* error = m_layers.back().error.data();
    for (const std::uint8_t label : labels) {
        error[label] -= 1.0f;
        error += m_sizes.back();
    }
}

void NetworkPass::checkSizes(const Network& network) const
{
    if (network.sizes() != m_sizes)
        throw std::invalid_argument("the pass was made for a network of other sizes");
}

void NetworkPass::checkLabels(std::span<const std::uint8_t> labels) const
{
    if (labels.size() != static_cast<std::size_t>(m_samples))
        throw std::invalid_argument("there must be one label a sample");
    for (const std::uint8_t label : labels)
        if (label >= m_sizes.back())
            throw std::invalid_argument("a label is larger than the network's last class");
}

} // namespace lab::kernels
