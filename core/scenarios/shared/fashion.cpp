// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/shared/fashion.h"

#include "core/base/resources.h"
#include "core/exchange/idx.h"
#include "core/exchange/npy.h"

#include <algorithm>
#include <array>
#include <random>
#include <stdexcept>

namespace lab::scenarios {

FashionSamples fashionSamples(std::int64_t samples, std::uint64_t seed)
{
    const auto pictures = exchange::readIdx(base::resource("data/fashion-2000-images.idx3"));
    const auto labels = exchange::readIdx(base::resource("data/fashion-2000-labels.idx1"));
    if (pictures.shape.size() != 3 || labels.shape.size() != 1 || pictures.shape[0] != labels.shape[0] ||
        pictures.shape[0] == 0)
        throw std::runtime_error("the Fashion-MNIST files do not hold the same number of images and labels");
    const std::int64_t pixels = pictures.shape[1] * pictures.shape[2];
    FashionSamples drawn;
    drawn.images = kernels::Tensor({samples, pictures.shape[1], pictures.shape[2]});
    std::mt19937_64 random(seed);
    for (std::int64_t n = 0; n < samples; ++n) {
        const auto pick = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(pictures.shape[0]));
        drawn.labels.push_back(labels.bytes[static_cast<std::size_t>(pick)]);
        const std::uint8_t* from = pictures.bytes.data() + pick * pixels;
        std::transform(from, from + pixels, drawn.images.data() + n * pixels,
                       [](std::uint8_t grey) { return static_cast<float>(grey) / 255.0f; });
    }
    return drawn;
}

kernels::Network fashionNetwork()
{
    const exchange::NpyArray file = exchange::readNpy(base::resource("data/fashion-network.npy"));
    return kernels::Network::fromParameters({784, 128, 64, 10}, file.values);
}

std::string_view className(int label)
{
    static constexpr std::array<std::string_view, 10> names = {"T-shirt", "trousers",  "pullover", "dress",
                                                               "coat",    "sandal",    "shirt",    "sneaker",
                                                               "bag",     "ankle boot"};
    return label >= 0 && label < 10 ? names[static_cast<std::size_t>(label)] : std::string_view("unknown");
}

} // namespace lab::scenarios
