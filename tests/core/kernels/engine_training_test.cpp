// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/engine_training.h"

#include "tests/support/reference_convolution.h"

#include <cmath>
#include <gtest/gtest.h>
#include <stdexcept>
#include <vector>

using namespace lab::kernels;
using lab::tests::patternTensor;

namespace lab::kernels {

void PrintTo(EngineKind kind, std::ostream* out)
{
    *out << (kind == EngineKind::Cpu ? "CPU" : "GPU");
}

} // namespace lab::kernels

namespace {

using Labels = std::vector<std::uint8_t>;

constexpr float kRate = 0.01f;
constexpr double kRounding = 2e-5; // sums of at most 784 products in another order, over a few steps

Labels patternLabels(std::int64_t samples, std::int64_t classes)
{
    Labels labels;
    for (std::int64_t s = 0; s < samples; ++s)
        labels.push_back(static_cast<std::uint8_t>(s * 5 % 7 % classes));
    return labels;
}

double largestDifference(const Network& a, const Network& b)
{
    double largest = 0;
    for (std::size_t i = 0; i < a.parameters().size(); ++i)
        largest = std::max(largest, std::abs(double{a.parameters()[i]} - double{b.parameters()[i]}));
    return largest;
}

struct PassStep
{
    double loss = 0;
    std::int64_t right = 0;
};

// The same by NetworkPass, which is tested against the definition.
PassStep stepOf(NetworkPass& pass, Network& network, const Tensor& images, const Labels& labels)
{
    pass.forward(network, images.data());
    PassStep step{pass.loss(labels), 0};
    const auto found = predictions(pass.probabilities());
    for (std::size_t i = 0; i < labels.size(); ++i)
        step.right += found[i] == labels[i] ? 1 : 0;
    std::vector<float> gradients(network.parameters().size());
    pass.backward(network, images.data(), labels, gradients);
    sgdStep(network.parameters(), gradients, kRate);
    return step;
}

class EngineTrainingOn : public testing::TestWithParam<EngineKind>
{
protected:
    void SetUp() override
    {
        if (!reports(GetParam()))
            GTEST_SKIP() << "oneDNN reports no such engine here";
    }
};

} // namespace

TEST_P(EngineTrainingOn, TakesTheStepsOfANetworkPass)
{
    const std::vector<std::vector<std::int64_t>> networks = {{784, 128, 64, 10}, {5, 3}, {7, 1, 4}};
    for (const auto& sizes : networks) {
        for (const std::int64_t samples : {1, 16}) {
            Network network = Network::random(sizes, 3);
            EngineTraining training(GetParam(), network, samples, kRate);
            NetworkPass pass(network, samples);
            const Labels labels = patternLabels(samples, sizes.back());
            for (std::uint32_t step = 0; step < 4; ++step) {
                const Tensor images = patternTensor({samples, sizes.front()}, step);
                const auto expected = stepOf(pass, network, images, labels);
                const auto got = training.step(images.data(), labels);
                EXPECT_NEAR(got.loss, expected.loss, kRounding * static_cast<double>(samples));
                EXPECT_EQ(got.right, expected.right);
                EXPECT_LT(largestDifference(training.network(), network), kRounding);
            }
            EXPECT_GT(largestDifference(network, Network::random(sizes, 3)), 10 * kRounding) << "it learns";
        }
    }
}

TEST_P(EngineTrainingOn, StartsAgainFromGivenParametersAndRepeatsItself)
{
    const Network start = Network::random({20, 8, 4}, 1);
    EngineTraining training(GetParam(), start, 6, kRate);
    EXPECT_EQ(largestDifference(training.network(), start), 0);
    const Tensor images = patternTensor({6, 20}, 9);
    const Labels labels = patternLabels(6, 4);
    const auto first = training.step(images.data(), labels);
    const Network after = training.network();
    training.setParameters(start);
    const auto again = training.step(images.data(), labels);
    EXPECT_EQ(first.loss, again.loss);
    EXPECT_LE(largestDifference(training.network(), after), GetParam() == EngineKind::Cpu ? 0 : kRounding);
}

TEST_P(EngineTrainingOn, RefusesWhatDoesNotFit)
{
    const Network network = Network::random({6, 3}, 1);
    EXPECT_THROW(EngineTraining(GetParam(), network, 0, kRate), std::invalid_argument);
    EngineTraining training(GetParam(), network, 2, kRate);
    const Tensor images({2, 6});
    EXPECT_THROW(training.step(images.data(), Labels{0}), std::invalid_argument);
    EXPECT_THROW(training.step(images.data(), Labels{0, 3}), std::invalid_argument);
    EXPECT_THROW(training.setParameters(Network::random({3, 6}, 1)), std::invalid_argument);
}

INSTANTIATE_TEST_SUITE_P(Engines, EngineTrainingOn, testing::Values(EngineKind::Cpu, EngineKind::Gpu));

TEST(EngineTraining, WithoutAGpuSaysThatThereIsNone)
{
    EXPECT_TRUE(reports(EngineKind::Cpu));
    if (reports(EngineKind::Gpu))
        GTEST_SKIP() << "there is one";
    EXPECT_THROW(EngineTraining(EngineKind::Gpu, Network::random({6, 3}, 1), 2, kRate), std::runtime_error);
}
