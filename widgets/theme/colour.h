// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace lab::widgets {

/// Relative luminance, 0 (black) to 1 (white). WCAG 2.1, "relative luminance"; alpha is ignored.
double luminance(const QColor& colour);

/// Contrast ratio of two opaque colours, 1 to 21. WCAG 2.1, "contrast ratio".
double contrast(const QColor& a, const QColor& b);

/// `share` of `b` in `a`, 0 … 1, component by component in sRGB. Opaque.
QColor mixed(const QColor& a, const QColor& b, double share);

} // namespace lab::widgets
