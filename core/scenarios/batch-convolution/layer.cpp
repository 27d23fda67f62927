// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/batch-convolution/layer.h"

#include "core/kernels/convolution.h"
#include "core/scenarios/shared/samples.h"

#include <algorithm>
#include <random>

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

LayerInput layerInput(std::int64_t images, std::int64_t channels, std::int64_t size,
                      const scenario::Request& request)
{
    const SampleBatch samples = samplesOf(request, images);
    const std::int64_t rows = samples.images.shape()[1];
    const std::int64_t columns = samples.images.shape()[2];
    kernels::Tensor original({images, 1, rows, columns});
    std::copy_n(samples.images.data(), samples.images.size(), original.data());
    LayerInput input;
    input.captions = samples.captions();
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

} // namespace lab::scenarios::batch_convolution
