// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/shared/photos.h"

#include "core/base/resources.h"
#include "core/exchange/jpeg_decoder.h"

#include <array>
#include <stdexcept>

namespace lab::scenarios {

namespace {

std::shared_ptr<const std::vector<base::Photo>> shippedPhotos()
{
    auto reading = exchange::readPhotos({base::resource("data/photos")}, exchange::JpegDecoder());
    if (reading.photos.empty())
        throw std::runtime_error(reading.problems.empty() ? "the program's own photos are missing"
                                                          : reading.problems.front());
    return std::make_shared<const std::vector<base::Photo>>(std::move(reading.photos));
}

} // namespace

std::shared_ptr<const std::vector<base::Photo>> photosOf(const scenario::Request& request)
{
    if (request.photos && !request.photos->empty())
        return request.photos;
    static const auto shipped = shippedPhotos();
    return shipped;
}

kernels::Tensor planesOf(const base::Photo& photo)
{
    kernels::Tensor planes({3, photo.height, photo.width});
    const std::size_t plane = photo.pixels.size() / 3;
    for (std::size_t i = 0; i < plane; ++i) {
        for (std::size_t channel = 0; channel < 3; ++channel)
            planes.data()[channel * plane + i] = static_cast<float>(photo.pixels[3 * i + channel]) / 255;
    }
    return planes;
}

kernels::Tensor greyOf(const base::Photo& photo)
{
    constexpr std::array<float, 3> weights = {0.299f, 0.587f, 0.114f};
    kernels::Tensor grey({1, photo.height, photo.width});
    for (std::size_t i = 0; i < photo.pixels.size() / 3; ++i) {
        float luma = 0;
        for (std::size_t channel = 0; channel < 3; ++channel)
            luma += weights[channel] * static_cast<float>(photo.pixels[3 * i + channel]);
        grey.data()[i] = luma / 255;
    }
    return grey;
}

} // namespace lab::scenarios
