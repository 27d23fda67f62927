// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photo.h"

#include <filesystem>
#include <span>
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

using FileBytes = std::span<const unsigned char>;

struct PhotoSize
{
    int width = 0;
    int height = 0;
    std::int64_t pixels() const { return std::int64_t{width} * height; }
};

/// Turns files' bytes into pixels. Any thread, one at a time.
class PhotoDecoder
{
public:
    virtual ~PhotoDecoder() = default;

    /// The extent that decode() would give, from the file's beginning, without its memory. Throws
    /// std::runtime_error, "it is not …", for what is no picture of a kind that this decoder knows.
    virtual PhotoSize sizeOf(FileBytes bytes) const = 0;

    /// Upright, in sRGB, on white where it is transparent; without a name. Throws std::runtime_error, "its
    /// picture is damaged (…)".
    virtual base::Photo decode(FileBytes bytes) const = 0;
};

/// Reads the picture files that `decoder` knows and that are whole, see endsEarly(). A folder stands for the
/// files in it, by name, without its subfolders. Never throws for what it finds there. May take seconds: not
/// for a GUI thread; gives up early when `stop` is requested.
PhotoReading readPhotos(const std::vector<std::filesystem::path>& filesAndFolders,
                        const PhotoDecoder& decoder, std::stop_token stop = {});

} // namespace lab::exchange
