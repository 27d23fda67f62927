// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRect>
#include <QString>

namespace lab::tests {

/// How two pictures differ to the eye, not by the bit: another release of Qt or FreeType, or another CPU,
/// moves an edge or a letter by a part of a pixel and a colour by a step or two.
struct PictureDifference
{
    int pixels = 0;       ///< that differ
    int largestBlock = 0; ///< pixels of the largest connected group of them
    QRect where;          ///< around that group
    bool differs = false; ///< in size, by too many pixels, or by too large a group
    QImage map;       ///< the expected picture, washed out, with what differs marked; null if the sizes do
    QString sentence; ///< empty unless it differs
};

/// A pixel differs when its colour lies outside what the other picture shows within 1 px, in either
/// direction. Both are averaged over 3 × 3 pixels before, so that a thin line may lie between two columns.
PictureDifference comparePictures(const QImage& expected, const QImage& actual);

} // namespace lab::tests
