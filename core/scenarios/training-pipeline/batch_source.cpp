// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/training-pipeline/batch_source.h"

#include "core/base/resources.h"
#include "core/kernels/warp.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <stdexcept>

namespace lab::scenarios::training_pipeline {

namespace {

constexpr float kMean = 0.2860f; // of the data set's training images
constexpr float kDeviation = 0.3530f;
constexpr float kBlack = -kMean / kDeviation;

} // namespace

BatchSource::BatchSource(std::int64_t samples, std::int64_t passes, std::uint64_t seed)
    : m_samples(samples), m_passes(passes), m_seed(seed),
      m_images(base::resource("data/fashion-2000-images.idx3")),
      m_labels(base::resource("data/fashion-2000-labels.idx1")),
      m_side(std::lround(std::sqrt(static_cast<double>(m_images.bytesPerRecord()))))
{
    if (m_images.count() != m_labels.count() || m_images.count() == 0 || m_labels.bytesPerRecord() != 1 ||
        m_side * m_side != m_images.bytesPerRecord())
        throw std::runtime_error("the Fashion-MNIST files do not hold the same number of images and labels");
}

float BatchSource::brightness(float normalised)
{
    return std::clamp(normalised * kDeviation + kMean, 0.0f, 1.0f);
}

// A walk through all records in an order that the seed decides: each comes once before any comes again.
std::int64_t BatchSource::recordOf(std::int64_t number, std::int64_t sample) const
{
    const std::int64_t count = m_images.count();
    std::int64_t step = 1 + static_cast<std::int64_t>(m_seed * 7919 % static_cast<std::uint64_t>(count));
    while (std::gcd(step, count) != 1)
        ++step;
    const auto first = static_cast<std::int64_t>(m_seed % static_cast<std::uint64_t>(count));
    return (first + (number * m_samples + sample) % count * step) % count;
}

void BatchSource::load(std::int64_t number, Batch& batch) const
{
    const std::int64_t pixels = m_images.bytesPerRecord();
    batch.grey.resize(static_cast<std::size_t>(m_samples * pixels));
    batch.labels.resize(static_cast<std::size_t>(m_samples));
    for (std::int64_t sample = 0; sample < m_samples; ++sample) {
        const std::int64_t record = recordOf(number, sample);
        const auto at = static_cast<std::size_t>(sample);
        m_images.read(record,
                      std::span(batch.grey)
                          .subspan(at * static_cast<std::size_t>(pixels), static_cast<std::size_t>(pixels)));
        m_labels.read(record, std::span(batch.labels).subspan(at, 1));
    }
}

void BatchSource::process(std::int64_t number, Batch& batch) const
{
    const std::int64_t pixels = m_side * m_side;
    batch.images.resize(batch.grey.size());
    batch.scratch.resize(static_cast<std::size_t>(pixels));
    for (std::int64_t sample = 0; sample < m_samples; ++sample) {
        float* image = batch.images.data() + sample * pixels;
        kernels::normaliseGrey(batch.grey.data() + sample * pixels, pixels, kMean, kDeviation, image);
        const auto index = static_cast<std::uint64_t>(number * m_samples + sample);
        for (std::int64_t pass = 0; pass < m_passes; ++pass) {
            const auto how = kernels::drawWarp(m_seed, index, static_cast<std::uint64_t>(pass));
            kernels::warp(image, m_side, batch.scratch.data(), how, kBlack);
            std::copy(batch.scratch.begin(), batch.scratch.end(), image);
        }
    }
}

} // namespace lab::scenarios::training_pipeline
