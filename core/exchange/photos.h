// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photo.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace lab::exchange {

/// What could be read, and of everything else a sentence that names the file and the reason.
struct PhotoReading
{
    std::vector<base::Photo> photos;
    std::vector<std::string> problems;
};

inline constexpr std::size_t kMostPhotos = 512;
inline constexpr std::int64_t kMostPhotoBytes = 64 << 20;     ///< of one file
inline constexpr std::int64_t kMostPhotoPixels = 50'000'000;  ///< of one photo
inline constexpr std::int64_t kMostPixelsInAll = 200'000'000; ///< 600 MB of pixels
inline constexpr int kLeastPhotoSide = 8;

/// Reads JPEG, PNG, GIF (its first picture), BMP, PGM and PPM files. A folder stands for the files in it, by
/// name, without its subfolders. Never throws for what it finds there. May take seconds: not for a GUI
/// thread; gives up early when `stop` is requested.
PhotoReading readPhotos(const std::vector<std::filesystem::path>& filesAndFolders, std::stop_token stop = {});

} // namespace lab::exchange
