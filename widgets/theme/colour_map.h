// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRgb>

namespace lab::widgets {

/// Colour of a feature map's value: 0 dark blue, over cyan, to 1 pale; lightness rises all the way. Values
/// outside 0 … 1 are clamped; not-a-number counts as 0. Opaque. Any thread.
QRgb heat(float value);

/// Colour of a value with a sign: −1 blue, 0 pale, 1 orange; clamped as `heat`, not-a-number counts as 0.
QRgb signedHeat(float value);

/// Grey of an image's value: 0 black, 1 white; clamped as `heat`.
QRgb grey(float value);

} // namespace lab::widgets
