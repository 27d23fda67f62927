// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/convolution.h"

#include "tests/support/reference_convolution.h"

#include <atomic>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <thread>
#include <vector>

using namespace lab::kernels;
using lab::tests::patternTensor;
using lab::tests::referenceConvolution;

namespace lab::kernels {

void PrintTo(const ConvolutionShape& s, std::ostream* out)
{
    *out << s.images << " images " << s.channels << " to " << s.filters << " channels of " << s.height << "x"
         << s.width;
}

} // namespace lab::kernels

namespace {

constexpr double kTolerance = 1e-4;

Tensor mapsOf(const Convolution& convolution, const float* images)
{
    const ConvolutionShape& s = convolution.shape();
    Tensor maps({s.images, s.filters, s.height, s.width});
    auto buffers = convolution.makeBuffers(images);
    auto workspace = convolution.makeWorkspace();
    convolution.execute(buffers, workspace);
    convolution.copyResult(buffers, maps.data());
    return maps;
}

class ConvolutionTest : public testing::TestWithParam<ConvolutionShape>
{
};

} // namespace

TEST_P(ConvolutionTest, AgreesWithTheReference)
{
    const ConvolutionShape& s = GetParam();
    const Tensor images = patternTensor({s.images, s.channels, s.height, s.width}, 1);
    const Tensor weights = patternTensor({s.filters, s.channels, 3, 3}, 2);
    const Tensor maps = mapsOf(Convolution(s, weights), images.data());
    EXPECT_LE(largestDifference(maps.elements(), referenceConvolution(s, images, weights).elements()),
              kTolerance);
}

INSTANTIATE_TEST_SUITE_P(Shapes, ConvolutionTest,
                         testing::Values(ConvolutionShape{1, 1, 1, 8, 8}, ConvolutionShape{1, 1, 1, 1, 1},
                                         ConvolutionShape{2, 1, 8, 28, 28}, ConvolutionShape{3, 3, 5, 13, 7},
                                         ConvolutionShape{1, 7, 17, 9, 31},
                                         ConvolutionShape{5, 16, 16, 11, 11},
                                         ConvolutionShape{2, 17, 33, 5, 29},
                                         ConvolutionShape{1, 64, 64, 9, 9}));

TEST(Convolution, BatchedCallAgreesWithImageByImage)
{
    const ConvolutionShape batch{6, 3, 9, 15, 15};
    ConvolutionShape one = batch;
    one.images = 1;
    const Tensor images = patternTensor({batch.images, batch.channels, 15, 15}, 3);
    const Tensor weights = patternTensor({batch.filters, batch.channels, 3, 3}, 4);
    const Tensor all = mapsOf(Convolution(batch, weights), images.data());
    const Convolution single(one, weights);
    const std::int64_t stride = all.size() / batch.images;
    for (std::int64_t i = 0; i < batch.images; ++i) {
        const Tensor maps = mapsOf(single, images.data() + i * batch.channels * 15 * 15);
        EXPECT_LE(
            largestDifference(maps.elements(), all.elements().subspan(static_cast<std::size_t>(i * stride),
                                                                      static_cast<std::size_t>(stride))),
            kTolerance);
    }
}

TEST(Convolution, OnePrimitiveServesManyThreads)
{
    const ConvolutionShape s{1, 16, 24, 20, 20};
    const Tensor images = patternTensor({8, s.channels, s.height, s.width}, 5);
    const Tensor weights = patternTensor({s.filters, s.channels, 3, 3}, 6);
    const Convolution shared(s, weights);
    std::vector<Tensor> expected;
    const std::int64_t stride = images.size() / 8;
    for (std::int64_t i = 0; i < 8; ++i)
        expected.push_back(mapsOf(shared, images.data() + i * stride));

    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < 8; ++t)
            threads.emplace_back([&, t] {
                for (int round = 0; round < 50; ++round) {
                    const Tensor maps = mapsOf(shared, images.data() + static_cast<std::int64_t>(t) * stride);
                    if (largestDifference(maps.elements(), expected[t].elements()) != 0)
                        ++wrong;
                }
            });
    }
    EXPECT_EQ(wrong, 0);
}

TEST(Convolution, WrongWeightsAreRefused)
{
    EXPECT_THROW(Convolution({1, 2, 3, 8, 8}, Tensor({3, 1, 3, 3})), std::invalid_argument);
}

TEST(Resize, KeepsAnEvenPictureAndTheSize)
{
    Tensor flat({2, 1, 28, 28});
    for (float& value : flat.elements())
        value = 0.25f;
    const Tensor resized = resize(flat, 13, 45);
    EXPECT_THAT(resized.shape(), testing::ElementsAre(2, 1, 13, 45));
    EXPECT_THAT(std::vector<float>(resized.elements().begin(), resized.elements().end()),
                testing::Each(testing::FloatEq(0.25f)));
}

TEST(LargestDifference, NotANumberIsNoAgreement)
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const std::vector<float> a = {1, 2, nan};
    const std::vector<float> b = {1.5, 2, nan};
    const std::vector<float> c = {1, nan, nan};
    EXPECT_EQ(largestDifference(a, b), 0.5);
    EXPECT_EQ(largestDifference(a, c), std::numeric_limits<double>::infinity());
}
