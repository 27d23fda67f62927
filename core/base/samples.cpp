// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/samples.h"

namespace lab::base {

namespace {

std::string extent(std::int64_t height, std::int64_t width)
{
    return std::to_string(height) + " × " + std::to_string(width);
}

} // namespace

std::string describe(const Samples& samples)
{
    const std::string own = extent(kSampleSide, kSampleSide);
    std::string words =
        samples.name + ": " + std::to_string(samples.count) + (samples.count == 1 ? " image" : " images");
    if (samples.givenHeight == 0)
        words += " of several sizes, resampled to " + own;
    else if (samples.givenHeight != kSampleSide || samples.givenWidth != kSampleSide)
        words += ", resampled from " + extent(samples.givenHeight, samples.givenWidth) + " to " + own;
    else
        words += " of " + own;
    return words + (samples.labels.empty() ? ", without labels" : ", with labels");
}

} // namespace lab::base
