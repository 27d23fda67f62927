// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/samples.h"
#include "core/exchange/photos.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace lab::exchange {

/// Where a person's own data is.
struct SampleFiles
{
    std::vector<std::filesystem::path> images; ///< one IDX file; or pictures, and folders of pictures
    std::filesystem::path labels;              ///< an IDX file; empty: there are none
};

/// What could be read, and of everything else a sentence that names the file, what it is and what to do.
struct SampleReading
{
    std::shared_ptr<const base::Samples> samples; ///< null: none of it can be used
    std::vector<std::string> problems;
};

inline constexpr std::int64_t kMostSampleBytes = 256 << 20; ///< of a file's elements, decompressed
inline constexpr std::int64_t kMostSamples = 300'000;       ///< 235 MB as they are kept
inline constexpr std::int64_t kMostSampleSide = 4096;       ///< pixels

/// Reads images and labels: IDX files of unsigned bytes, plain or compressed by gzip (images: count × height
/// × width; labels: count, each 0 … 9), or pictures as readPhotos() does by `decoder`, in grey. What is not
/// 28 × 28 is resampled. Memory is taken for what is there, not for what a header promises. Never throws for
/// what it finds; either all of an IDX file is used or nothing, and no images without the labels that were
/// given. May take seconds: not for a GUI thread; gives up early, with nothing, when `stop` is requested.
SampleReading readSamples(const SampleFiles& files, const PhotoDecoder& decoder,
                          const std::stop_token& stop = {});

/// Which of these files, by their first bytes, are data rather than photos: IDX, or what readSamples() has a
/// sentence about because an IDX file may be in it. Nothing where there is none.
std::optional<SampleFiles> samplesAmong(const std::vector<std::filesystem::path>& paths);

} // namespace lab::exchange
