// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/network.h"

#include "tests/support/reference_convolution.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

using namespace lab::kernels;
using lab::tests::patternTensor;

namespace {

using Sizes = std::vector<std::int64_t>;
using Labels = std::vector<std::uint8_t>;

/// Random weights and, unlike Network::random(), biases.
Network patternNetwork(const Sizes& sizes, std::uint32_t seed)
{
    return Network::fromParameters(sizes, patternTensor({Network(sizes).parameterCount()}, seed).elements());
}

Labels patternLabels(std::int64_t samples, std::int64_t classes)
{
    Labels labels;
    for (std::int64_t s = 0; s < samples; ++s)
        labels.push_back(static_cast<std::uint8_t>(s * 5 % 7 % classes));
    return labels;
}

/// The network by its definition, in double precision and sharing no code with the kernels.
struct Reference
{
    double loss = 0;
    double nearestKink = std::numeric_limits<double>::infinity(); ///< smallest |input of a ReLU|
    std::vector<double> logits;
};

Reference referenceForward(const Sizes& sizes, const std::vector<double>& parameters, const Tensor& images,
                           const Labels& labels)
{
    Reference reference;
    const auto inputs = static_cast<std::size_t>(sizes.front());
    for (std::size_t s = 0; s < labels.size(); ++s) {
        const auto image = images.elements().subspan(s * inputs, inputs);
        std::vector<double> x(image.begin(), image.end());
        const double* weights = parameters.data();
        for (std::size_t l = 0; l + 1 < sizes.size(); ++l) {
            const auto out = static_cast<std::size_t>(sizes[l + 1]);
            std::vector<double> y(weights + x.size() * out, weights + (x.size() + 1) * out);
            for (std::size_t i = 0; i < x.size(); ++i)
                for (std::size_t j = 0; j < out; ++j)
                    y[j] += x[i] * weights[i * out + j];
            weights += (x.size() + 1) * out;
            if (l + 2 < sizes.size())
                for (double& value : y) {
                    reference.nearestKink = std::min(reference.nearestKink, std::abs(value));
                    value = std::max(0.0, value);
                }
            x = y;
        }
        reference.logits.insert(reference.logits.end(), x.begin(), x.end());
        const double sum =
            std::accumulate(x.begin(), x.end(), 0.0, [](double a, double b) { return a + std::exp(b); });
        reference.loss += std::log(sum) - x[labels[s]];
    }
    return reference;
}

std::vector<double> doubles(std::span<const float> values)
{
    return {values.begin(), values.end()};
}

std::vector<float> gradientsOf(const Network& network, const float* images, const Labels& labels)
{
    NetworkPass pass(network, static_cast<std::int64_t>(labels.size()));
    std::vector<float> gradients(network.parameters().size(), 1e9f); // to be overwritten
    pass.forward(network, images);
    pass.backward(network, images, labels, gradients);
    return gradients;
}

} // namespace

TEST(Network, LaysLayersOutOneAfterTheOther)
{
    const Network network = patternNetwork({5, 4, 3}, 1);
    ASSERT_EQ(network.layerCount(), 2u);
    EXPECT_EQ(network.parameterCount(), 5 * 4 + 4 + 4 * 3 + 3);
    EXPECT_EQ(network.inputs(1), 4);
    EXPECT_EQ(network.outputs(1), 3);
    const float* first = network.parameters().data();
    EXPECT_EQ(network.weights(0).data(), first);
    EXPECT_EQ(network.weights(0).size(), 20u);
    EXPECT_EQ(network.bias(0).data(), first + 20);
    EXPECT_EQ(network.weights(1).data(), first + 24);
    EXPECT_EQ(network.bias(1).data(), first + 36);
    EXPECT_EQ(network.bias(1).size(), 3u);
    EXPECT_EQ(network.firstParameter(1), 24u);
    EXPECT_EQ(network.firstParameter(2), 39u);
    EXPECT_EQ(Network({784, 128, 64, 10}).parameterCount(), 109386);
}

TEST(Network, CopiesAreIndependent)
{
    const Network network = patternNetwork({2, 2}, 1);
    Network copy = network;
    copy.parameters()[0] += 1;
    EXPECT_EQ(copy.weights(0)[0], network.weights(0)[0] + 1);
    EXPECT_NE(copy.weights(0).data(), network.weights(0).data());
}

TEST(Network, RefusesWhatIsNoNetwork)
{
    constexpr auto kHuge = std::numeric_limits<std::int64_t>::max();
    for (const Sizes& sizes : {Sizes{}, Sizes{3}, Sizes{3, 0}, Sizes{-3, -3}, Sizes{kHuge, kHuge},
                               Sizes{1 << 16, 1 << 16}, Sizes{1, kHuge}})
        EXPECT_THROW(Network{sizes}, std::invalid_argument) << testing::PrintToString(sizes);
    EXPECT_THROW(Network::fromParameters({2, 2}, std::vector<float>(5)), std::invalid_argument);
}

TEST(Network, RandomWeightsHaveTheVarianceOfHeAndRepeat)
{
    const Network network = Network::random({400, 300, 10}, 7);
    for (std::size_t l = 0; l < network.layerCount(); ++l) {
        const auto weights = network.weights(l);
        const auto n = static_cast<double>(weights.size());
        double sum = 0;
        double squares = 0;
        for (const float weight : weights) {
            sum += double{weight};
            squares += double{weight} * double{weight};
        }
        const double variance = 2.0 / static_cast<double>(network.inputs(l));
        // Five standard errors of the mean and of the variance; the seed is fixed.
        EXPECT_NEAR(sum / n, 0, 5 * std::sqrt(variance / n));
        EXPECT_NEAR(squares / n, variance, 5 * variance * std::sqrt(2 / n));
        EXPECT_THAT(network.bias(l), testing::Each(0.0f));
    }
    EXPECT_THAT(Network::random({400, 300, 10}, 7).parameters(),
                testing::ElementsAreArray(network.parameters()));
    EXPECT_NE(Network::random({400, 300, 10}, 8).weights(0)[0], network.weights(0)[0]);
}

TEST(NetworkPass, ForwardAndLossAgreeWithTheDefinition)
{
    for (const Sizes& sizes : {Sizes{5, 4, 3, 2}, Sizes{7, 3}, Sizes{30, 17, 9, 11}}) {
        constexpr std::int64_t kSamples = 6;
        const Network network = patternNetwork(sizes, 3);
        const Tensor images = patternTensor({kSamples, sizes.front()}, 4);
        const Labels labels = patternLabels(kSamples, sizes.back());
        const Reference expected = referenceForward(sizes, doubles(network.parameters()), images, labels);

        NetworkPass pass(network, kSamples);
        pass.forward(network, images.data());
        const Tensor& logits = pass.activation(network.layerCount() - 1);
        ASSERT_EQ(logits.size(), static_cast<std::int64_t>(expected.logits.size()));
        for (std::size_t i = 0; i < expected.logits.size(); ++i)
            EXPECT_NEAR(double{logits.elements()[i]}, expected.logits[i], 1e-4);
        EXPECT_NEAR(pass.loss(labels), expected.loss, 1e-4);
        double fromProbabilities = 0;
        for (std::size_t s = 0; s < labels.size(); ++s)
            fromProbabilities -= std::log(double{
                pass.probabilities().elements()[s * static_cast<std::size_t>(sizes.back()) + labels[s]]});
        EXPECT_NEAR(fromProbabilities, expected.loss, 1e-4);
    }
}

TEST(NetworkPass, BackwardAgreesWithNumericalGradients)
{
    const Sizes sizes{5, 4, 3, 2};
    constexpr std::int64_t kSamples = 6;
    const Network network = patternNetwork(sizes, 11);
    const Tensor images = patternTensor({kSamples, sizes.front()}, 12);
    const Labels labels = patternLabels(kSamples, sizes.back());
    const std::vector<float> gradients = gradientsOf(network, images.data(), labels);

    // In double precision a step of 1e-5 leaves errors of about 1e-10 (its square, and 1e-15 / step): what
    // remains is the rounding of f32 sums of about ten terms within a few units. No ReLU may switch within
    // a step, or there is no derivative to compare with.
    constexpr double kStep = 1e-5;
    constexpr double kTolerance = 1e-5;
    std::vector<double> parameters = doubles(network.parameters());
    ASSERT_GT(referenceForward(sizes, parameters, images, labels).nearestKink, 100 * kStep);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const double value = parameters[i];
        parameters[i] = value + kStep;
        const double above = referenceForward(sizes, parameters, images, labels).loss;
        parameters[i] = value - kStep;
        const double below = referenceForward(sizes, parameters, images, labels).loss;
        parameters[i] = value;
        EXPECT_NEAR(double{gradients[i]}, (above - below) / (2 * kStep), kTolerance) << "parameter " << i;
    }
    // The comparison says something about every layer only if gradients reach it.
    for (std::size_t l = 0; l < network.layerCount(); ++l)
        EXPECT_TRUE(
            std::any_of(gradients.begin() + static_cast<std::ptrdiff_t>(network.firstParameter(l)),
                        gradients.begin() + static_cast<std::ptrdiff_t>(network.firstParameter(l + 1)),
                        [](float gradient) { return std::abs(gradient) > 0.01f; }))
            << "layer " << l;
}

TEST(NetworkPass, GradientsOfABatchAreTheSumOfItsParts)
{
    const Sizes sizes{33, 20, 15, 10};
    const Network network = patternNetwork(sizes, 21);
    const Tensor images = patternTensor({12, sizes.front()}, 22);
    const Labels labels = patternLabels(12, sizes.back());
    const std::vector<float> whole = gradientsOf(network, images.data(), labels);

    std::vector<double> sum(whole.size());
    for (const auto& [first, count] : {std::pair{0, 5}, {5, 1}, {6, 6}}) {
        const Labels part(labels.begin() + first, labels.begin() + first + count);
        const auto gradients = gradientsOf(network, images.data() + first * sizes.front(), part);
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum[i] += double{gradients[i]};
    }
    for (std::size_t i = 0; i < sum.size(); ++i) // f32 sums of 12 samples, in another order
        EXPECT_NEAR(double{whole[i]}, sum[i], 1e-5 * (1 + std::abs(sum[i]))) << "parameter " << i;
}

TEST(NetworkPass, SgdLowersTheLoss)
{
    const Sizes sizes{6, 12, 8, 3};
    constexpr std::int64_t kSamples = 15;
    Network network = Network::random(sizes, 5);
    const Tensor images = patternTensor({kSamples, sizes.front()}, 32);
    const Labels labels = patternLabels(kSamples, sizes.back());
    NetworkPass pass(network, kSamples);
    std::vector<float> gradients(network.parameters().size());
    pass.forward(network, images.data());
    const double before = pass.loss(labels);
    double previous = before;
    for (int step = 0; step < 300; ++step) {
        pass.backward(network, images.data(), labels, gradients);
        sgdStep(network.parameters(), gradients, 0.01f);
        pass.forward(network, images.data());
        if (step < 5) { // so small a step goes downhill
            EXPECT_LT(pass.loss(labels), previous) << "step " << step;
            previous = pass.loss(labels);
        }
    }
    EXPECT_LT(pass.loss(labels), before / 2);
}

TEST(NetworkPass, ALayerAloneIsTheSameLayer)
{
    const Sizes sizes{19, 23, 8, 5};
    constexpr std::int64_t kSamples = 7;
    const Network network = patternNetwork(sizes, 41);
    const Tensor images = patternTensor({kSamples, sizes.front()}, 42);
    NetworkPass pass(network, kSamples);
    pass.forward(network, images.data());
    NetworkPass other(network, kSamples);
    const float* input = images.data();
    for (std::size_t l = 0; l < network.layerCount(); ++l) {
        Tensor output({kSamples, network.outputs(l)});
        other.layer(network, l, input, output.data());
        EXPECT_EQ(largestDifference(output.elements(), pass.activation(l).elements()), 0);
        EXPECT_THAT(other.activation(l).elements(), testing::Each(0.0f));
        Tensor byNeurons({kSamples, network.outputs(l)});
        for (std::int64_t s = 0; s < kSamples; ++s)
            layerByNeurons(network, l, input + s * network.inputs(l),
                           byNeurons.data() + s * network.outputs(l));
        EXPECT_LE(largestDifference(output.elements(), byNeurons.elements()), 1e-4) << "layer " << l;
        const bool last = l + 1 == network.layerCount();
        EXPECT_EQ(*std::ranges::min_element(output.elements()) < 0, last); // ReLU but in the last
        input = pass.activation(l).data();
    }
}

TEST(NetworkPass, RefusesWhatDoesNotFit)
{
    const Network network({3, 2});
    const Tensor images({2, 3});
    EXPECT_THROW(NetworkPass(network, 0), std::invalid_argument);
    NetworkPass pass(network, 2);
    EXPECT_EQ(pass.samples(), 2);
    EXPECT_THROW(pass.forward(Network({3, 3}), images.data()), std::invalid_argument);
    pass.forward(network, images.data());
    std::vector<float> gradients(8);
    EXPECT_NO_THROW(pass.backward(network, images.data(), Labels{0, 1}, gradients));
    EXPECT_THROW(pass.backward(network, images.data(), Labels{0}, gradients), std::invalid_argument);
    EXPECT_THROW(pass.backward(network, images.data(), Labels{0, 2}, gradients), std::invalid_argument);
    EXPECT_THROW(pass.loss(Labels{2, 0}), std::invalid_argument);
    gradients.pop_back();
    EXPECT_THROW(pass.backward(network, images.data(), Labels{0, 1}, gradients), std::invalid_argument);
}

TEST(Softmax, RowsSumToOneAndSurviveHugeLogits)
{
    constexpr float kMost = std::numeric_limits<float>::max();
    const std::vector<float> logits = {1,    2,     3,     0.5f, //
                                       1e4f, 1e4f,  -1e4f, 0,    //
                                       -1e4, -1e4f, -1e4f, -1e4f, kMost, -kMost, 0, 1};
    std::vector<float> p(logits.size());
    softmax(logits.data(), 4, 4, p.data());
    for (std::size_t row = 0; row < 4; ++row)
        EXPECT_NEAR(std::accumulate(p.begin() + static_cast<std::ptrdiff_t>(4 * row),
                                    p.begin() + static_cast<std::ptrdiff_t>(4 * row + 4), 0.0),
                    1, 1e-6);
    EXPECT_NEAR(double{p[2] / p[0]}, std::exp(2.0), 1e-5);
    EXPECT_FLOAT_EQ(p[4], 0.5f);
    EXPECT_EQ(p[6], 0);
    EXPECT_FLOAT_EQ(p[9], 0.25f);
    EXPECT_EQ(p[12], 1);

    std::vector<float> inPlace = logits;
    softmax(inPlace.data(), 4, 4, inPlace.data());
    EXPECT_EQ(inPlace, p);
}

TEST(NetworkPass, LossStaysFiniteWhereAProbabilityVanishes)
{
    const Network network = Network::fromParameters({1, 2}, std::vector<float>{1e4f, -1e4f, 0, 0});
    const float image = 1;
    NetworkPass pass(network, 1);
    pass.forward(network, &image);
    ASSERT_EQ(pass.probabilities().data()[1], 0);
    EXPECT_DOUBLE_EQ(pass.loss(Labels{1}), 2e4);
    EXPECT_DOUBLE_EQ(pass.loss(Labels{0}), 0);
}

TEST(SgdStep, WalksAgainstTheGradient)
{
    std::vector<float> parameters = {1, -2, 3};
    sgdStep(parameters, std::vector<float>{2, 4, 0}, 0.25f);
    EXPECT_THAT(parameters, testing::ElementsAre(0.5f, -3, 3));
    EXPECT_THROW(sgdStep(parameters, std::vector<float>{1}, 1), std::invalid_argument);
}

TEST(Predictions, AreTheLargestOfEachRow)
{
    Tensor scores({3, 3});
    std::ranges::copy(std::vector<float>{1, 5, 2, -3, -2, -1, 4, 0, 4}, scores.data());
    EXPECT_THAT(predictions(scores), testing::ElementsAre(1, 2, 0));
    EXPECT_THROW(predictions(Tensor({3})), std::invalid_argument);
    EXPECT_THROW(predictions(Tensor({1, 257})), std::invalid_argument);
    EXPECT_THROW(predictions(Tensor({1, 0})), std::invalid_argument);
}

TEST(NetworkPass, LayersOnTheirOwnGiveTheSameNumbersAsAllAtOnce)
{
    const Sizes sizes = {9, 7, 6, 5, 4};
    const Network network = patternNetwork(sizes, 5);
    const std::int64_t samples = 6;
    const Tensor images = patternTensor({samples, 9}, 6);
    const Labels labels = patternLabels(samples, 4);
    NetworkPass whole(network, samples);
    std::vector<float> expected(network.parameters().size());
    whole.forward(network, images.data());
    whole.backward(network, images.data(), labels, expected);

    NetworkPass early(network, samples);
    NetworkPass late(network, samples);
    std::vector<float> gradients(network.parameters().size(), -1);
    std::vector<float> between(static_cast<std::size_t>(samples * 6));
    early.forwardLayers(network, 0, 2, images.data());
    late.forwardLayers(network, 2, 4, early.activation(1).data());
    EXPECT_EQ(late.loss(labels), whole.loss(labels));
    late.backwardLayers(network, 2, 4, early.activation(1).data(), labels, nullptr, gradients,
                        between.data());
    EXPECT_EQ(gradients.front(), -1) << "the others' part is left alone";
    early.backwardLayers(network, 0, 2, images.data(), {}, between.data(), gradients, nullptr);
    EXPECT_EQ(gradients, expected);
    EXPECT_THROW(early.forwardLayers(network, 3, 5, images.data()), std::out_of_range);
}
