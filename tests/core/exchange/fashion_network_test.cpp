// SPDX-License-Identifier: GPL-3.0-or-later
// The network that the program ships, on the images that it ships.
#include "core/base/resources.h"
#include "core/exchange/idx.h"
#include "core/exchange/npy.h"
#include "core/kernels/network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

using namespace lab;

TEST(FashionNetwork, RecognisesTheImagesShipped)
{
    const auto images = exchange::readIdx(base::resource("data/fashion-2000-images.idx3"));
    const auto labels = exchange::readIdx(base::resource("data/fashion-2000-labels.idx1"));
    const auto weights = exchange::readNpy(base::resource("data/fashion-network.npy"));
    ASSERT_THAT(images.shape, testing::ElementsAre(2000, 28, 28));
    ASSERT_THAT(weights.shape, testing::ElementsAre(109386));

    kernels::Tensor pixels({2000, 784});
    std::ranges::transform(images.bytes, pixels.data(),
                           [](std::uint8_t pixel) { return static_cast<float>(pixel) / 255.0f; });
    const auto network = kernels::Network::fromParameters({784, 128, 64, 10}, weights.values);
    kernels::NetworkPass pass(network, 2000);
    pass.forward(network, pixels.data());
    const std::vector<std::uint8_t> predicted = kernels::predictions(pass.probabilities());

    std::size_t right = 0;
    for (std::size_t i = 0; i < predicted.size(); ++i)
        right += predicted[i] == labels.bytes.at(i) ? 1 : 0;
    RecordProperty("right", static_cast<int>(right));
    EXPECT_GE(right, 1700u) << "of 2000";
}
