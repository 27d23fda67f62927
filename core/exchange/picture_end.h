// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace lab::exchange {

/// Whether a picture file ends before its picture does, by its own account: decoders differ in what they make
/// of that, from an error to grey or whatever stood in memory. Knows JPEG (the marker EOI), PNG (the chunk
/// IEND), GIF (the trailer), BMP and WebP (the length at the beginning), binary PBM, PGM and PPM (extent
/// times bytes a value). False of other kinds. Allocates nothing.
bool endsEarly(std::span<const unsigned char> bytes);

} // namespace lab::exchange
