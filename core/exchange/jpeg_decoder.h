// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/photos.h"

namespace lab::exchange {

/// JPEG by libjpeg-turbo: the photos that the program carries. Orientation is not looked at.
class JpegDecoder : public PhotoDecoder
{
public:
    PhotoSize sizeOf(FileBytes bytes) const override;
    base::Photo decode(FileBytes bytes) const override;
};

} // namespace lab::exchange
