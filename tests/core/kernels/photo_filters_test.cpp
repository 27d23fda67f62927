// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/photo_filters.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>

using namespace lab::kernels;
using testing::Each;
using testing::ElementsAre;
using testing::FloatEq;

namespace {

using Filter = std::function<void(const float*, float*, PlaneShape, RowRange, FilterScratch&)>;

Filter blur(int radius)
{
    return [weights = gaussianWeights(radius)](const float* in, float* out, PlaneShape shape, RowRange rows,
                                               FilterScratch& scratch) {
        blurRows(in, out, shape, weights, rows, scratch);
    };
}

Filter closing(int radius)
{
    return [radius](const float* in, float* out, PlaneShape shape, RowRange rows, FilterScratch& scratch) {
        closingRows(in, out, shape, radius, rows, scratch);
    };
}

std::vector<float> noise(PlaneShape shape, unsigned seed)
{
    std::mt19937 generator(seed);
    std::vector<float> values(static_cast<std::size_t>(shape.size()));
    for (float& value : values)
        value = static_cast<float>(generator() % 1000) / 999;
    return values;
}

std::vector<float> whole(const Filter& filter, const std::vector<float>& input, PlaneShape shape)
{
    std::vector<float> output(input.size(), -7);
    FilterScratch scratch;
    filter(input.data(), output.data(), shape, {0, shape.height}, scratch);
    return output;
}

// In double precision, two-dimensional, straight from the definitions.
class Reference
{
public:
    Reference(std::vector<float> values, PlaneShape shape) : m_values(std::move(values)), m_shape(shape) {}

    double at(std::int64_t row, std::int64_t column) const
    {
        row = std::clamp<std::int64_t>(row, 0, m_shape.height - 1);
        column = std::clamp<std::int64_t>(column, 0, m_shape.width - 1);
        return static_cast<double>(m_values[static_cast<std::size_t>(row * m_shape.width + column)]);
    }
    double blur(std::int64_t row, std::int64_t column, int radius) const
    {
        double sum = 0;
        double weights = 0;
        for (int v = -radius; v <= radius; ++v) {
            for (int u = -radius; u <= radius; ++u) {
                const double weight = std::exp(-(u * u + v * v) / (radius * radius / 2.0));
                sum += weight * at(row + v, column + u);
                weights += weight;
            }
        }
        return sum / weights;
    }
    double edge(std::int64_t row, std::int64_t column) const
    {
        double across = 0;
        double down = 0;
        for (int k = -1; k <= 1; ++k) {
            const double weight = k == 0 ? 0.5 : 0.25;
            across += weight * (at(row + k, column + 1) - at(row + k, column - 1));
            down += weight * (at(row + 1, column + k) - at(row - 1, column + k));
        }
        return std::hypot(across, down);
    }
    double extreme(std::int64_t row, std::int64_t column, int radius, bool largest) const
    {
        double found = at(row, column);
        for (int v = -radius; v <= radius; ++v) {
            for (int u = -radius; u <= radius; ++u)
                found = largest ? std::max(found, at(row + v, column + u))
                                : std::min(found, at(row + v, column + u));
        }
        return found;
    }

private:
    std::vector<float> m_values;
    PlaneShape m_shape;
};

void compare(const std::vector<float>& output, PlaneShape shape,
             const std::function<double(std::int64_t, std::int64_t)>& expected, double tolerance)
{
    for (std::int64_t row = 0; row < shape.height; ++row) {
        for (std::int64_t column = 0; column < shape.width; ++column)
            ASSERT_NEAR(static_cast<double>(output[static_cast<std::size_t>(row * shape.width + column)]),
                        expected(row, column), tolerance)
                << row << ", " << column << " of " << shape.height << " × " << shape.width;
    }
}

const std::vector<PlaneShape> kShapes = {{1, 1}, {1, 40}, {37, 1}, {3, 2}, {8, 8}, {23, 41}, {40, 130}};

} // namespace

TEST(PhotoFilters, AgreeWithTheDefinitionsForAnyShapeAndRadius)
{
    for (const PlaneShape shape : kShapes) {
        const std::vector<float> input = noise(shape, 5);
        const Reference reference(input, shape);
        compare(
            whole(edgeRows, input, shape), shape,
            [&](std::int64_t row, std::int64_t column) { return reference.edge(row, column); }, 1e-6);
        for (const int radius : {1, 3, 8}) {
            compare(
                whole(blur(radius), input, shape), shape,
                [&](std::int64_t row, std::int64_t column) { return reference.blur(row, column, radius); },
                2e-6);
            std::vector<float> dilated(input.size());
            for (std::int64_t i = 0; i < shape.size(); ++i)
                dilated[static_cast<std::size_t>(i)] =
                    static_cast<float>(reference.extreme(i / shape.width, i % shape.width, radius, true));
            const Reference second(dilated, shape);
            compare(
                whole(closing(radius), input, shape), shape,
                [&](std::int64_t row, std::int64_t column) {
                    return second.extreme(row, column, radius, false);
                },
                0);
        }
    }
}

TEST(PhotoFilters, RowsComputedApartAreBitEqual)
{
    std::mt19937 generator(11);
    for (const Filter& filter : {blur(1), blur(8), Filter(edgeRows), closing(1), closing(8)}) {
        for (int round = 0; round < 20; ++round) {
            const PlaneShape shape{1 + static_cast<std::int64_t>(generator() % 60),
                                   1 + static_cast<std::int64_t>(generator() % 90)};
            const std::vector<float> input = noise(shape, static_cast<unsigned>(generator()));
            std::vector<float> pieces(input.size(), -7);
            FilterScratch scratch; // as a worker uses it: for pieces of many sizes
            for (std::int64_t begin = 0; begin < shape.height;) {
                const auto length = static_cast<std::int64_t>(generator() % 9);
                const std::int64_t end = std::min(shape.height, begin + length);
                filter(input.data(), pieces.data(), shape, {begin, end}, scratch);
                begin = end;
            }
            ASSERT_EQ(pieces, whole(filter, input, shape)) << shape.height << " × " << shape.width;
        }
    }
}

TEST(PhotoFilters, WriteTheirRowsAndNoOthers)
{
    const PlaneShape shape{9, 7};
    const std::vector<float> input = noise(shape, 3);
    for (const Filter& filter : {blur(2), Filter(edgeRows), closing(2)}) {
        std::vector<float> output(input.size(), -7);
        FilterScratch scratch;
        filter(input.data(), output.data(), shape, {3, 5}, scratch);
        for (std::size_t i = 0; i < output.size(); ++i)
            EXPECT_EQ(output[i] == -7, i / 7 < 3 || i / 7 >= 5) << i;
    }
}

TEST(PhotoFilters, WhatIsEvenStaysEvenAndHasNoEdges)
{
    const PlaneShape shape{6, 11};
    const std::vector<float> input(66, 0.25f);
    EXPECT_THAT(whole(blur(4), input, shape), Each(FloatEq(0.25f)));
    EXPECT_THAT(whole(edgeRows, input, shape), Each(0.0f));
    EXPECT_THAT(whole(closing(3), input, shape), Each(0.25f));
}

TEST(PhotoFilters, SmallCasesByHand)
{
    // A vertical edge of height 1: the gradient is 1 on both sides of it.
    EXPECT_THAT(whole(edgeRows, {0, 0, 1, 1, 0, 0, 1, 1}, {2, 4}), ElementsAre(0, 1, 1, 0, 0, 1, 1, 0));
    // Closing fills a gap that the square spans, and keeps a broader one.
    EXPECT_THAT(whole(closing(1), {1, 0, 1, 0, 0, 0, 1}, {1, 7}), ElementsAre(1, 1, 1, 0, 0, 0, 1));
    const std::vector<float> weights = gaussianWeights(1); // exp(−2) beside 1
    EXPECT_THAT(weights, ElementsAre(FloatEq(0.10650698f), FloatEq(0.78698604f), FloatEq(0.10650698f)));
}
