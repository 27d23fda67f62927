// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/training-pipeline/batch_source.h"

#include "core/base/resources.h"
#include "core/kernels/warp.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace lab::scenarios::training_pipeline {

namespace {

constexpr float kMean = 0.2860f; // of the data set's training images
constexpr float kDeviation = 0.3530f;
constexpr std::int64_t kMostMeasured = 10'000; // images: enough to tell mean and deviation

} // namespace

BatchSource::Files::Files()
    : images(base::resource("data/fashion-2000-images.idx3")),
      labels(base::resource("data/fashion-2000-labels.idx1"))
{
    if (images.count() != labels.count() || images.count() == 0 || labels.bytesPerRecord() != 1 ||
        images.bytesPerRecord() != base::kSamplePixels)
        throw std::runtime_error("the Fashion-MNIST files do not hold the same number of images and labels");
}

BatchSource::BatchSource(std::int64_t samples, std::int64_t passes, std::uint64_t seed,
                         std::shared_ptr<const base::Samples> own)
    : m_samples(samples), m_passes(passes), m_seed(seed), m_own(std::move(own)),
      m_files(m_own ? nullptr : std::make_unique<const Files>()),
      m_scale(m_own ? scaleOf(*m_own) : Scale{kMean, kDeviation})
{
}

BatchSource::Scale BatchSource::scaleOf(const base::Samples& own)
{
    const std::int64_t pixels = std::min(own.count, kMostMeasured) * base::kSamplePixels;
    std::int64_t sum = 0;
    std::int64_t squares = 0;
    for (std::int64_t i = 0; i < pixels; ++i) {
        const std::int64_t grey = own.pixels[static_cast<std::size_t>(i)];
        sum += grey;
        squares += grey * grey;
    }
    constexpr double kWhite = 255;
    const double mean = static_cast<double>(sum) / static_cast<double>(pixels) / kWhite;
    const double square = static_cast<double>(squares) / static_cast<double>(pixels) / (kWhite * kWhite);
    const double deviation = std::sqrt(std::max(square - mean * mean, 0.0));
    constexpr double kEven = 1.0 / 255; // all pixels alike, or as good as
    return {static_cast<float>(mean), static_cast<float>(std::max(deviation, kEven))};
}

float BatchSource::brightness(float normalised) const
{
    return std::clamp(normalised * m_scale.deviation + m_scale.mean, 0.0f, 1.0f);
}

// A walk through all records in an order that the seed decides: each comes once before any comes again.
std::int64_t BatchSource::recordOf(std::int64_t number, std::int64_t sample) const
{
    const std::int64_t count = m_own ? m_own->count : m_files->images.count();
    std::int64_t step = 1 + static_cast<std::int64_t>(m_seed * 7919 % static_cast<std::uint64_t>(count));
    while (std::gcd(step, count) != 1)
        ++step;
    const auto first = static_cast<std::int64_t>(m_seed % static_cast<std::uint64_t>(count));
    return (first + (number * m_samples + sample) % count * step) % count;
}

void BatchSource::copyRecord(std::int64_t record, std::span<std::uint8_t> pixels,
                             std::span<std::uint8_t> label) const
{
    if (!m_own) {
        m_files->images.read(record, pixels);
        m_files->labels.read(record, label);
        return;
    }
    std::copy_n(m_own->pixels.begin() + record * base::kSamplePixels, base::kSamplePixels, pixels.begin());
    label.front() = m_own->labels.at(static_cast<std::size_t>(record));
}

void BatchSource::load(std::int64_t number, Batch& batch) const
{
    constexpr auto kPixels = static_cast<std::size_t>(base::kSamplePixels);
    const auto samples = static_cast<std::size_t>(m_samples);
    batch.grey.resize(samples * kPixels);
    batch.labels.resize(samples);
    for (std::size_t at = 0; at < samples; ++at)
        copyRecord(recordOf(number, static_cast<std::int64_t>(at)),
                   std::span(batch.grey).subspan(at * kPixels, kPixels),
                   std::span(batch.labels).subspan(at, 1));
}

void BatchSource::process(std::int64_t number, Batch& batch) const
{
    constexpr std::int64_t pixels = base::kSamplePixels;
    batch.images.resize(batch.grey.size());
    batch.scratch.resize(static_cast<std::size_t>(pixels));
    for (std::int64_t sample = 0; sample < m_samples; ++sample) {
        float* image = batch.images.data() + sample * pixels;
        kernels::normaliseGrey(batch.grey.data() + sample * pixels, pixels, m_scale.mean, m_scale.deviation,
                               image);
        const auto index = static_cast<std::uint64_t>(number * m_samples + sample);
        for (std::int64_t pass = 0; pass < m_passes; ++pass) {
            const auto how = kernels::drawWarp(m_seed, index, static_cast<std::uint64_t>(pass));
            kernels::warp(image, side(), batch.scratch.data(), how, m_scale.black());
            std::copy(batch.scratch.begin(), batch.scratch.end(), image);
        }
    }
}

} // namespace lab::scenarios::training_pipeline
