// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/photos.h"

#include <QString>

namespace lab::app {

/// A person's own photos, by Qt's image readers: JPEG, PNG, GIF (its first picture), BMP, PBM, PGM, PPM, and
/// WebP, TIFF, HEIC, AVIF or JPEG XL where Qt has plug-ins for them. Recognised by content. No drawings,
/// icons or documents, whatever plug-ins there are.
class PhotoReader : public exchange::PhotoDecoder
{
public:
    PhotoReader();

    exchange::PhotoSize sizeOf(exchange::FileBytes bytes) const override;
    base::Photo decode(exchange::FileBytes bytes) const override;

    /// "*.bmp *.gif *.jpg …", of the kinds that can be read here.
    static QString patterns();
};

} // namespace lab::app
