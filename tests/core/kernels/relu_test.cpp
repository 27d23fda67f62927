// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/relu.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <vector>

using namespace lab::kernels;

namespace {

struct Variant
{
    const char* name;
    void (*relu)(const float*, float*, std::int64_t);
};

std::ostream& operator<<(std::ostream& out, const Variant& variant)
{
    return out << variant.name;
}

class ReluTest : public testing::TestWithParam<Variant>
{
};

INSTANTIATE_TEST_SUITE_P(Variants, ReluTest,
                         testing::Values(Variant{"branch", &reluBranch}, Variant{"vector", &reluVector}));

} // namespace

TEST_P(ReluTest, KeepsWhatIsPositiveAndNothingElse)
{
    for (std::size_t count = 0; count < 70; ++count) { // whole vectors, remainders and both
        std::vector<float> x;
        for (std::size_t i = 0; i < count; ++i)
            x.push_back((i * 7 % 5 < 2 ? -1.0f : 1.0f) * static_cast<float>(i + 1));
        std::vector<float> y(count + 1, 77);
        GetParam().relu(x.data(), y.data(), static_cast<std::int64_t>(count));
        for (std::size_t i = 0; i < count; ++i)
            EXPECT_EQ(y[i], x[i] > 0 ? x[i] : 0.0f) << i << " of " << count;
        EXPECT_EQ(y[count], 77) << "wrote behind the end";
    }
}

TEST_P(ReluTest, TurnsWhatIsNoNumberIntoZero)
{
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    std::vector<float> x(40, std::numeric_limits<float>::quiet_NaN());
    x[3] = kInfinity;
    x[4] = -kInfinity;
    std::vector<float> y(x.size(), 77);
    GetParam().relu(x.data(), y.data(), static_cast<std::int64_t>(x.size()));
    for (std::size_t i = 0; i < x.size(); ++i)
        EXPECT_EQ(y[i], i == 3 ? kInfinity : 0.0f) << i;
}
