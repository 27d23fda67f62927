// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/network.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>

namespace lab::kernels {

namespace {

constexpr std::int64_t kMostParameters = std::int64_t{1} << 31;

std::size_t unsignedOf(std::int64_t count)
{
    return static_cast<std::size_t>(count);
}

// std::normal_distribution draws other numbers in every standard library; the engine does not.
class NormalGenerator
{
public:
    explicit NormalGenerator(std::uint64_t seed) : m_engine(seed) {}

    /// Box and Muller (1958), of which the sine half is not used.
    double next()
    {
        const double radius = std::sqrt(-2 * std::log(uniform()));
        return radius * std::cos(2 * std::numbers::pi * uniform());
    }

private:
    /// Within (0, 1), so that its logarithm is finite.
    double uniform() { return (static_cast<double>(m_engine() >> 12) + 0.5) * 0x1p-52; }

    std::mt19937_64 m_engine;
};

} // namespace

Network::Network(std::vector<std::int64_t> sizes) : m_sizes(std::move(sizes))
{
    if (m_sizes.size() < 2)
        throw std::invalid_argument("a network needs at least inputs and outputs");
    for (const std::int64_t size : m_sizes)
        if (size <= 0 || size > kMostParameters)
            throw std::invalid_argument("a network cannot have a layer of " + std::to_string(size));
    std::int64_t count = 0;
    m_first.push_back(0);
    for (std::size_t l = 0; l < layerCount(); ++l) {
        if (outputs(l) > (kMostParameters - count) / (inputs(l) + 1))
            throw std::invalid_argument("a network of more than 2^31 parameters is too large");
        count += (inputs(l) + 1) * outputs(l);
        m_first.push_back(unsignedOf(count));
    }
    m_parameters.resize(unsignedOf(count));
}

Network Network::random(std::vector<std::int64_t> sizes, std::uint64_t seed)
{
    Network network(std::move(sizes));
    NormalGenerator normal(seed);
    for (std::size_t l = 0; l < network.layerCount(); ++l) {
        const double deviation = std::sqrt(2.0 / static_cast<double>(network.inputs(l)));
        const std::size_t weights = unsignedOf(network.inputs(l) * network.outputs(l));
        for (float& weight : network.parameters().subspan(network.firstParameter(l), weights))
            weight = static_cast<float>(deviation * normal.next());
    }
    return network;
}

Network Network::fromParameters(std::vector<std::int64_t> sizes, std::span<const float> parameters)
{
    Network network(std::move(sizes));
    if (parameters.size() != network.m_parameters.size())
        throw std::invalid_argument("a network of these sizes has " +
                                    std::to_string(network.parameterCount()) + " parameters, not " +
                                    std::to_string(parameters.size()));
    std::ranges::copy(parameters, network.m_parameters.begin());
    return network;
}

std::span<const float> Network::weights(std::size_t layer) const
{
    return parameters().subspan(firstParameter(layer), unsignedOf(inputs(layer) * outputs(layer)));
}

std::span<const float> Network::bias(std::size_t layer) const
{
    const std::size_t count = unsignedOf(outputs(layer));
    return parameters().subspan(firstParameter(layer + 1) - count, count);
}

void layerByNeurons(const Network& network, std::size_t layer, const float* input, float* output)
{
    const std::int64_t inputs = network.inputs(layer);
    const std::int64_t outputs = network.outputs(layer);
    const float* weights = network.weights(layer).data();
    const float* bias = network.bias(layer).data();
    const bool last = layer + 1 == network.layerCount();
    // [code then layerByNeurons()]
    for (std::int64_t j = 0; j < outputs; ++j) {
        float sum = bias[j];
        for (std::int64_t i = 0; i < inputs; ++i)
            sum += input[i] * weights[i * outputs + j];
        output[j] = last ? sum : std::max(0.0f, sum);
    }
    // [end]
}

void softmax(const float* logits, std::int64_t rows, std::int64_t columns, float* probabilities)
{
    for (std::int64_t row = 0; row < rows; ++row) {
        const float* l = logits + row * columns;
        float* p = probabilities + row * columns;
        const float largest = *std::max_element(l, l + columns);
        float sum = 0;
        for (std::int64_t c = 0; c < columns; ++c) {
            p[c] = std::exp(l[c] - largest); // within [0, 1], and 1 at least once
            sum += p[c];
        }
        for (std::int64_t c = 0; c < columns; ++c)
            p[c] /= sum;
    }
}

void sgdStep(std::span<float> parameters, std::span<const float> gradients, float rate)
{
    if (parameters.size() != gradients.size())
        throw std::invalid_argument("there must be one gradient a parameter");
    for (std::size_t i = 0; i < parameters.size(); ++i)
        parameters[i] -= rate * gradients[i];
}

std::vector<std::uint8_t> predictions(const Tensor& scores)
{
    constexpr std::int64_t kMostClasses = 256;
    const auto& shape = scores.shape();
    if (shape.size() != 2 || shape[1] < 1 || shape[1] > kMostClasses)
        throw std::invalid_argument("predictions need a matrix of 1 to 256 columns");
    std::vector<std::uint8_t> classes;
    classes.reserve(unsignedOf(shape[0]));
    for (std::int64_t row = 0; row < shape[0]; ++row) {
        const float* first = scores.data() + row * shape[1];
        classes.push_back(static_cast<std::uint8_t>(std::max_element(first, first + shape[1]) - first));
    }
    return classes;
}

} // namespace lab::kernels
