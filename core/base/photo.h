// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lab::base {

/// A decoded colour picture.
struct Photo
{
    std::string name; ///< "cat.jpg"
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels; ///< height × width × 3: red, green, blue, sRGB
};

} // namespace lab::base
