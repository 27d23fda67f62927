// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// What stands in front of an IDX file's elements; `type` 8: unsigned bytes.
inline std::string idxHeader(int type, const std::vector<std::uint32_t>& shape)
{
    std::string bytes("\0\0", 2);
    bytes += static_cast<char>(type);
    bytes += static_cast<char>(shape.size());
    for (const std::uint32_t extent : shape) {
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes += static_cast<char>(extent >> shift & 0xff);
    }
    return bytes;
}

/// An IDX file of `count` images whose pixels count upwards, so that no two are alike.
inline std::string idxImages(std::uint32_t count, std::uint32_t height = 28, std::uint32_t width = 28)
{
    std::string bytes = idxHeader(8, {count, height, width});
    for (std::uint32_t pixel = 0; pixel < count * height * width; ++pixel)
        bytes += static_cast<char>((pixel * 7 + pixel / 256) & 0xff);
    return bytes;
}

/// An IDX file of the labels 0, 1, … 9, 0, …
inline std::string idxLabels(std::uint32_t count)
{
    std::string bytes = idxHeader(8, {count});
    for (std::uint32_t label = 0; label < count; ++label)
        bytes += static_cast<char>(label % 10);
    return bytes;
}
