// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/shared/samples.h"

#include "core/scenarios/shared/fashion.h"

#include <algorithm>
#include <utility>

namespace lab::scenarios {

std::vector<std::string> SampleBatch::captions() const
{
    const std::vector<std::string> names = classNames();
    std::vector<std::string> all;
    all.reserve(labels.size());
    for (const std::uint8_t label : labels)
        all.push_back(names.at(label));
    return all;
}

std::vector<std::string> SampleBatch::classNames() const
{
    std::vector<std::string> names;
    for (int label = 0; label < base::kSampleClasses; ++label)
        names.push_back(own ? std::to_string(label) : std::string(className(label)));
    return names;
}

SampleBatch samplesOf(const scenario::Request& request, std::int64_t count)
{
    if (!request.samples) {
        FashionSamples drawn = fashionSamples(count, request.seed);
        return {std::move(drawn.images), std::move(drawn.labels), false};
    }
    const base::Samples& given = *request.samples;
    SampleBatch batch;
    batch.own = true;
    batch.images = kernels::Tensor({count, base::kSampleSide, base::kSampleSide});
    for (std::int64_t n = 0; n < count; ++n) {
        const std::int64_t pick = ownSampleAt(n, request.seed, given.count);
        const std::uint8_t* from = given.pixels.data() + pick * base::kSamplePixels;
        std::transform(from, from + base::kSamplePixels, batch.images.data() + n * base::kSamplePixels,
                       [](std::uint8_t grey) { return static_cast<float>(grey) / 255.0f; });
        if (!given.labels.empty())
            batch.labels.push_back(given.labels[static_cast<std::size_t>(pick)]);
    }
    return batch;
}

std::int64_t ownSampleAt(std::int64_t number, std::uint64_t seed, std::int64_t given)
{
    const auto size = static_cast<std::uint64_t>(given);
    const std::uint64_t first = (seed % size + size - 1) % size;
    return static_cast<std::int64_t>((first + static_cast<std::uint64_t>(number)) % size);
}

} // namespace lab::scenarios
