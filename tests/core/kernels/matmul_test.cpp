// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/matmul.h"

#include "core/kernels/tensor.h"
#include "tests/support/reference_convolution.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace lab::kernels;
using lab::tests::patternTensor;

namespace lab::kernels {

void PrintTo(const MatmulShape& s, std::ostream* out)
{
    *out << s.rows << "x" << s.inner << "x" << s.columns;
}

} // namespace lab::kernels

namespace {

// Terms within ±1 add up to about √n, and each of n additions rounds by up to 2^-24 of that; one term
// forgotten would be hundreds of times more.
double f32Tolerance(const MatmulShape& s)
{
    const auto terms = static_cast<double>(s.inner + 1);
    return terms * std::sqrt(terms) * 0x1p-24;
}

struct Factors
{
    MatmulShape shape;
    Matmul::Options options;
    Tensor x;
    Tensor w;
    Tensor bias;

    Factors(const MatmulShape& s, Matmul::Options o, std::uint32_t seed = 1)
        : shape(s), options(o), x(patternTensor({s.rows, s.inner}, seed)),
          w(patternTensor({s.inner, s.columns}, seed + 1)), bias(patternTensor({s.columns}, seed + 2))
    {
    }
    const float* biasOrNull() const { return options.bias ? bias.data() : nullptr; }
};

/// The definition in double precision.
std::vector<double> referenceProduct(const Factors& f)
{
    const auto [rows, inner, columns] = f.shape;
    std::vector<double> y;
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < columns; ++c) {
            double sum = f.options.bias ? double{f.bias.data()[c]} : 0.0;
            for (std::int64_t i = 0; i < inner; ++i)
                sum += double{f.x.data()[f.options.transposeX ? i * rows + r : r * inner + i]} *
                       double{f.w.data()[f.options.transposeW ? c * inner + i : i * columns + c]};
            y.push_back(f.options.relu ? std::max(0.0, sum) : sum);
        }
    return y;
}

double largestError(const std::vector<double>& expected, const Tensor& y)
{
    double largest = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double error = std::abs(double{y.elements()[i]} - expected[i]);
        if (!(error <= largest)) // also what is not a number
            largest = error;
    }
    return largest;
}

Tensor filledWith(const MatmulShape& s, float value)
{
    Tensor y({s.rows, s.columns});
    std::ranges::fill(y.elements(), value);
    return y;
}

struct Case
{
    MatmulShape shape;
    Matmul::Options options;
};

void PrintTo(const Case& c, std::ostream* out)
{
    PrintTo(c.shape, out);
    *out << (c.options.transposeX ? ", X transposed" : "") << (c.options.transposeW ? ", W transposed" : "")
         << (c.options.bias ? ", bias" : "") << (c.options.relu ? ", ReLU" : "");
}

class MatmulTest : public testing::TestWithParam<Case>
{
};

std::vector<Case> cases()
{
    std::vector<Case> all;
    for (const MatmulShape& shape :
         {MatmulShape{1, 1, 1}, MatmulShape{3, 5, 7}, MatmulShape{17, 1, 9}, MatmulShape{1, 300, 11},
          MatmulShape{65, 33, 1}, MatmulShape{31, 97, 129}, MatmulShape{64, 784, 128}})
        for (int bits = 0; bits < 16; ++bits)
            all.push_back({shape,
                           {.transposeX = (bits & 1) != 0,
                            .transposeW = (bits & 2) != 0,
                            .bias = (bits & 4) != 0,
                            .relu = (bits & 8) != 0}});
    return all;
}

} // namespace

TEST_P(MatmulTest, AgreesWithTheDefinition)
{
    const Factors f(GetParam().shape, GetParam().options);
    const Matmul matmul(f.shape, f.options);
    EXPECT_EQ(matmul.shape(), f.shape);
    auto workspace = matmul.makeWorkspace();
    Tensor y = filledWith(f.shape, 1e9f); // the result overwrites
    matmul.execute(f.x.data(), f.w.data(), f.biasOrNull(), y.data(), workspace);
    EXPECT_LE(largestError(referenceProduct(f), y), f32Tolerance(f.shape));
}

INSTANTIATE_TEST_SUITE_P(ShapesAndOptions, MatmulTest, testing::ValuesIn(cases()));

TEST(Matmul, TakesOtherMatricesAtEveryCall)
{
    const MatmulShape shape{13, 21, 34};
    const Matmul matmul(shape);
    auto workspace = matmul.makeWorkspace();
    for (std::uint32_t seed = 1; seed < 4; ++seed) {
        const Factors f(shape, {}, seed * 10);
        Tensor y = filledWith(shape, 0);
        matmul.execute(f.x.data(), f.w.data(), nullptr, y.data(), workspace);
        EXPECT_LE(largestError(referenceProduct(f), y), f32Tolerance(shape));
    }
}

TEST(Matmul, ServesManyThreadsWithAWorkspaceEach)
{
    const Matmul::Options options{.bias = true, .relu = true};
    const MatmulShape shape{37, 130, 61};
    const Matmul shared(shape, options);
    constexpr int kThreads = 4;
    std::vector<Factors> factors;
    std::vector<std::vector<double>> expected;
    for (std::uint32_t t = 0; t < kThreads; ++t) {
        factors.emplace_back(shape, options, 100 * (t + 1));
        expected.push_back(referenceProduct(factors.back()));
    }
    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < kThreads; ++t)
            threads.emplace_back([&, t] {
                auto workspace = shared.makeWorkspace();
                for (int round = 0; round < 200; ++round) {
                    const Factors& f = factors[t];
                    Tensor y = filledWith(shape, 1e9f);
                    shared.execute(f.x.data(), f.w.data(), f.biasOrNull(), y.data(), workspace);
                    if (!(largestError(expected[t], y) <= f32Tolerance(shape)))
                        ++wrong;
                }
            });
    }
    EXPECT_EQ(wrong, 0);
}

TEST(Matmul, StaysUsableWhenMovedWithItsWorkspace)
{
    const Factors f({4, 9, 5}, {});
    std::optional<Matmul> first(std::in_place, f.shape);
    auto made = first->makeWorkspace();
    const Matmul moved = std::move(*first);
    first.reset();
    auto workspace = std::move(made);
    Tensor y = filledWith(f.shape, 0);
    moved.execute(f.x.data(), f.w.data(), nullptr, y.data(), workspace);
    EXPECT_LE(largestError(referenceProduct(f), y), f32Tolerance(f.shape));
}

TEST(Matmul, RefusesExtentsThatAreNotPositive)
{
    EXPECT_THROW(Matmul(MatmulShape{0, 1, 1}), std::invalid_argument);
    EXPECT_THROW(Matmul(MatmulShape{1, -1, 1}), std::invalid_argument);
    EXPECT_THROW(Matmul(MatmulShape{1, 1, 0}), std::invalid_argument);
    const float one = 1;
    EXPECT_THROW(ReducedMatmul({1, 0, 1}, Precision::Int8, &one, &one), std::invalid_argument);
}

TEST(Matmul, RefusesAMissingBiasAnUnwantedOneAndAStrangersWorkspace)
{
    const MatmulShape shape{2, 2, 2};
    const Factors f(shape, {});
    const Matmul plain(shape);
    const Matmul biased(shape, {.bias = true});
    auto plainWorkspace = plain.makeWorkspace();
    auto biasedWorkspace = biased.makeWorkspace();
    Tensor y = filledWith(shape, 3);
    const auto call = [&](const Matmul& matmul, const float* bias, Matmul::Workspace& workspace) {
        matmul.execute(f.x.data(), f.w.data(), bias, y.data(), workspace);
    };
    EXPECT_THROW(call(plain, f.bias.data(), plainWorkspace), std::invalid_argument);
    EXPECT_THROW(call(biased, nullptr, biasedWorkspace), std::invalid_argument);
    EXPECT_THROW(call(plain, nullptr, biasedWorkspace), std::invalid_argument);
    EXPECT_THAT(y.elements(), testing::Each(3.0f));
}

TEST(Instructions, AreNamedExactlyWhereTheyExist)
{
    EXPECT_TRUE(hasInstructionsFor(Precision::F32));
    for (const Precision precision : {Precision::F32, Precision::Bf16, Precision::Int8})
        EXPECT_EQ(hasInstructionsFor(precision), !instructionsFor(precision).empty());
}

class ReducedMatmulTest : public testing::TestWithParam<MatmulShape>
{
};

INSTANTIATE_TEST_SUITE_P(Shapes, ReducedMatmulTest,
                         testing::Values(MatmulShape{1, 1, 1}, MatmulShape{3, 5, 7}, MatmulShape{31, 97, 129},
                                         MatmulShape{64, 784, 128}));

TEST_P(ReducedMatmulTest, Bf16IsWithinItsRounding)
{
    if (!hasInstructionsFor(Precision::Bf16))
        GTEST_SKIP() << "no instructions for bf16";
    const Factors f(GetParam(), {});
    ReducedMatmul product(f.shape, Precision::Bf16, f.x.data(), f.w.data());
    Tensor y = filledWith(f.shape, 1e9f);
    product.execute(y.data());
    // Eight significant bits, the first not stored: each factor is off by at most 2^-8 of its magnitude,
    // which is at most 1.
    const double bound = static_cast<double>(f.shape.inner) * (2 * 0x1p-8 + 0x1p-16);
    const double error = largestError(referenceProduct(f), y);
    EXPECT_LE(error, bound + f32Tolerance(f.shape));
    if (f.shape.inner > 4) { // or it was not reduced at all
        EXPECT_GT(error, 8 * f32Tolerance(f.shape));
    }
}

TEST_P(ReducedMatmulTest, Int8IsWithinItsRounding)
{
    if (!hasInstructionsFor(Precision::Int8))
        GTEST_SKIP() << "no instructions for int8";
    const Factors f(GetParam(), {});
    ReducedMatmul product(f.shape, Precision::Int8, f.x.data(), f.w.data());
    Tensor y = filledWith(f.shape, 1e9f);
    product.execute(y.data());
    const auto magnitude = [](const Tensor& t) {
        return double{std::abs(
            *std::ranges::max_element(t.elements(), {}, [](float value) { return std::abs(value); }))};
    };
    const double x = magnitude(f.x);
    const double w = magnitude(f.w);
    // As the header derives it, with s = magnitude / 127.
    const double bound = static_cast<double>(f.shape.inner) * (x * w / 127 + x * w / (127 * 127 * 4));
    EXPECT_LE(largestError(referenceProduct(f), y), bound * 1.0001);
}

TEST(ReducedMatmul, Int8IsExactForItsOwnNumbers)
{
    if (!hasInstructionsFor(Precision::Int8))
        GTEST_SKIP() << "no instructions for int8";
    // Multiples of one number with 127 as the largest factor are represented exactly, the signs included.
    const MatmulShape shape{2, 3, 2};
    const std::vector<float> x = {127, -3, 0, 5, -127, 64};
    const std::vector<float> w = {0.5f, -63.5f, 63.5f, 1, -2, 0};
    ReducedMatmul product(shape, Precision::Int8, x.data(), w.data());
    Tensor y({2, 2});
    product.execute(y.data());
    EXPECT_THAT(y.elements(),
                testing::ElementsAre(testing::FloatNear(-127, 1e-2f), testing::FloatNear(-8067.5f, 1e-2f),
                                     testing::FloatNear(-8190, 1e-2f), testing::FloatNear(-444.5f, 1e-2f)));
}

TEST(ReducedMatmul, Int8RoundsToNearest)
{
    if (!hasInstructionsFor(Precision::Int8))
        GTEST_SKIP() << "no instructions for int8";
    const std::vector<float> x = {127, 1.6f, -1.6f, 1.4f, -1.4f}; // a scale of 1
    const std::vector<float> one = {127, 0};
    ReducedMatmul product({5, 1, 2}, Precision::Int8, x.data(), one.data());
    Tensor y({5, 2});
    product.execute(y.data());
    for (std::size_t i = 0; i < x.size(); ++i)
        EXPECT_NEAR(y.elements()[2 * i], 127 * std::round(x[i]), 1e-2f) << x[i];
}

TEST(ReducedMatmul, ZerosStayZero)
{
    if (!hasInstructionsFor(Precision::Int8))
        GTEST_SKIP() << "no instructions for int8";
    const Tensor zeros({6, 6});
    ReducedMatmul product({6, 6, 6}, Precision::Int8, zeros.data(), zeros.data());
    Tensor y = filledWith({6, 6, 6}, 1);
    product.execute(y.data());
    EXPECT_THAT(y.elements(), testing::Each(0.0f));
}

TEST(ReducedMatmul, IsNotForF32)
{
    const float one = 1;
    EXPECT_THROW(ReducedMatmul({1, 1, 1}, Precision::F32, &one, &one), std::invalid_argument);
}
