// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/causal_attention.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace lab::kernels {

namespace {

struct Head
{
    explicit Head(const AttentionShape& wanted, float size = 1) : shape(wanted)
    {
        const auto drawn = [&](float step) {
            std::vector<float> numbers;
            for (std::int64_t i = 0; i < shape.sequence * shape.width; ++i)
                numbers.push_back(size * std::sin(step * static_cast<float>(i % 10'007)));
            return numbers;
        };
        queries = drawn(0.7f);
        keys = drawn(1.3f);
        values = drawn(2.9f);
        transposed.resize(keys.size());
        for (std::size_t i = 0; i < keys.size(); ++i)
            transposed[i % width() * sequence() + i / width()] = keys[i];
    }

    std::vector<float> row(std::int64_t index) const
    {
        std::vector<float> scores(static_cast<std::size_t>(index) + 1, 99);
        std::vector<float> out(width(), 99);
        attendRow(shape, queries.data(), transposed.data(), values.data(), index, scores.data(), out.data());
        return out;
    }

    // The definition, in double precision.
    std::vector<double> expected(std::int64_t index) const
    {
        const auto seen = static_cast<std::size_t>(index) + 1;
        std::vector<double> weights(seen);
        for (std::size_t j = 0; j < seen; ++j) {
            for (std::size_t c = 0; c < width(); ++c)
                weights[j] += double{queries[(seen - 1) * width() + c]} * double{keys[j * width() + c]};
            weights[j] /= std::sqrt(static_cast<double>(width()));
        }
        const double largest = *std::max_element(weights.begin(), weights.end());
        double sum = 0;
        for (double& weight : weights)
            sum += weight = std::exp(weight - largest);
        std::vector<double> out(width());
        for (std::size_t j = 0; j < seen; ++j) {
            for (std::size_t c = 0; c < width(); ++c)
                out[c] += weights[j] / sum * double{values[j * width() + c]};
        }
        return out;
    }

    std::size_t width() const { return static_cast<std::size_t>(shape.width); }
    std::size_t sequence() const { return static_cast<std::size_t>(shape.sequence); }

    AttentionShape shape;
    std::vector<float> queries;
    std::vector<float> keys;
    std::vector<float> values;
    std::vector<float> transposed;
};

TEST(CausalAttention, IsItsDefinition)
{
    for (const AttentionShape& shape :
         {AttentionShape{1, 1}, AttentionShape{5, 3}, AttentionShape{70, 16}, AttentionShape{130, 61}}) {
        const Head head(shape);
        for (std::int64_t row = 0; row < shape.sequence; ++row) {
            const std::vector<float> out = head.row(row);
            const std::vector<double> expected = head.expected(row);
            for (std::size_t c = 0; c < out.size(); ++c)
                EXPECT_NEAR(out[c], expected[c], 1e-5) << row << ' ' << c;
        }
    }
}

TEST(CausalAttention, TheFirstRowSeesItselfAlone)
{
    const Head head({40, 8});
    const std::vector<float> out = head.row(0);
    EXPECT_TRUE(std::equal(out.begin(), out.end(), head.values.begin()));
}

TEST(CausalAttention, WhatComesLaterDoesNotMatter)
{
    Head head({40, 8});
    const std::vector<float> before = head.row(20);
    for (std::size_t i = 21 * 8; i < head.values.size(); ++i)
        head.values[i] = head.transposed[i % 8 * 40 + i / 8] = std::nanf("");
    EXPECT_EQ(head.row(20), before);
}

TEST(CausalAttention, LargeScoresDoNotOverflow)
{
    const Head head({30, 16}, 1000);
    for (const float value : head.row(29))
        EXPECT_TRUE(std::isfinite(value));
}

} // namespace

} // namespace lab::kernels
