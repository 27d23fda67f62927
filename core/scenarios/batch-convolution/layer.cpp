// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/batch-convolution/layer.h"

#include "core/base/resources.h"
#include "core/exchange/idx.h"
#include "core/kernels/convolution.h"

#include <algorithm>
#include <random>
#include <stdexcept>

namespace lab::scenarios::batch_convolution {

namespace {

constexpr std::int64_t kPlane = 9;

// Uniform in [-1, 1), the same on every platform (the standard's distributions differ between libraries).
float symmetric(std::mt19937_64& random)
{
    return static_cast<float>(static_cast<double>(random() >> 11) * 0x1.0p-52 - 1.0);
}

} // namespace

const std::vector<KnownFilter>& knownFilters()
{
    static const std::vector<KnownFilter> filters = {
        {"edges", {-1, -1, -1, -1, 8, -1, -1, -1, -1}},
        {"blur", {1 / 16.f, 2 / 16.f, 1 / 16.f, 2 / 16.f, 4 / 16.f, 2 / 16.f, 1 / 16.f, 2 / 16.f, 1 / 16.f}},
        {"sharpen", {0, -1, 0, -1, 5, -1, 0, -1, 0}},
        {"emboss", {-2, -1, 0, -1, 1, 1, 0, 1, 2}},
        {"left edges", {-1, 0, 1, -2, 0, 2, -1, 0, 1}},
        {"right edges", {1, 0, -1, 2, 0, -2, 1, 0, -1}},
        {"upper edges", {-1, -2, -1, 0, 0, 0, 1, 2, 1}},
        {"lower edges", {1, 2, 1, 0, 0, 0, -1, -2, -1}},
        {"identity", {0, 0, 0, 0, 1, 0, 0, 0, 0}},
    };
    return filters;
}

std::string_view filterName(std::int64_t filter)
{
    const auto& known = knownFilters();
    return filter < static_cast<std::int64_t>(known.size()) ? known[static_cast<std::size_t>(filter)].name
                                                            : std::string_view("random");
}

kernels::Tensor layerWeights(std::int64_t filters, std::int64_t channels, std::uint64_t seed)
{
    kernels::Tensor weights({filters, channels, 3, 3});
    std::mt19937_64 random(seed * 2 + 1);
    const float scale = 0.1f / static_cast<float>(channels);
    const auto& known = knownFilters();
    for (std::int64_t f = 0; f < filters; ++f) {
        for (std::int64_t c = 0; c < channels; ++c) {
            float* plane = weights.data() + (f * channels + c) * kPlane;
            const bool isKnown = c == 0 && f < static_cast<std::int64_t>(known.size());
            for (std::int64_t i = 0; i < kPlane; ++i) {
                const float drawn = symmetric(random) * (c == 0 ? 0.5f : scale);
                plane[i] =
                    isKnown ? known[static_cast<std::size_t>(f)].weights[static_cast<std::size_t>(i)] : drawn;
            }
        }
    }
    return weights;
}

LayerInput layerInput(std::int64_t images, std::int64_t channels, std::int64_t size, std::uint64_t seed)
{
    const auto pictures = exchange::readIdx(base::resource("data/fashion-2000-images.idx3"));
    const auto labels = exchange::readIdx(base::resource("data/fashion-2000-labels.idx1"));
    if (pictures.shape.size() != 3 || labels.shape.size() != 1 || pictures.shape[0] != labels.shape[0] ||
        pictures.shape[0] == 0)
        throw std::runtime_error("the Fashion-MNIST files do not hold the same number of images and labels");
    const std::int64_t rows = pictures.shape[1];
    const std::int64_t columns = pictures.shape[2];

    LayerInput input;
    kernels::Tensor original({images, 1, rows, columns});
    std::mt19937_64 random(seed);
    for (std::int64_t n = 0; n < images; ++n) {
        const auto pick = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(pictures.shape[0]));
        input.classes.push_back(labels.bytes[static_cast<std::size_t>(pick)]);
        const std::uint8_t* from = pictures.bytes.data() + pick * rows * columns;
        std::transform(from, from + rows * columns, original.data() + n * rows * columns,
                       [](std::uint8_t grey) { return static_cast<float>(grey) / 255.0f; });
    }
    const kernels::Tensor resized =
        size == rows && size == columns ? original : kernels::resize(original, size, size);

    input.images = kernels::Tensor({images, channels, size, size});
    const std::int64_t plane = size * size;
    for (std::int64_t n = 0; n < images; ++n) {
        const float* picture = resized.data() + n * plane;
        for (std::int64_t c = 0; c < channels; ++c) {
            float* channel = input.images.data() + (n * channels + c) * plane;
            for (std::int64_t r = 0; r < size; ++r)
                std::rotate_copy(picture + r * size, picture + r * size + c % size, picture + (r + 1) * size,
                                 channel + r * size);
        }
    }
    return input;
}

std::string_view className(int label)
{
    static constexpr std::array<std::string_view, 10> names = {"T-shirt", "trousers",  "pullover", "dress",
                                                               "coat",    "sandal",    "shirt",    "sneaker",
                                                               "bag",     "ankle boot"};
    return label >= 0 && label < 10 ? names[static_cast<std::size_t>(label)] : std::string_view("unknown");
}

} // namespace lab::scenarios::batch_convolution
