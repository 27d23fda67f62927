// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace lab::exchange {

/// Fills `to` (toHeight × toWidth) with the grey picture `from` (height × width), all extents positive: each
/// pixel becomes the mean of the area that it covers, so that nothing falls between pixels however much
/// smaller the picture becomes. (Bilinear resampling, as in kernels, looks at four pixels alone.) The sides
/// need not keep their proportion.
void resampleArea(std::span<const std::uint8_t> from, std::int64_t height, std::int64_t width,
                  std::span<std::uint8_t> to, std::int64_t toHeight, std::int64_t toWidth);

} // namespace lab::exchange
