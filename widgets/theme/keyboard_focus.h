// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace lab::widgets {

/// Frames `framed` (property "focused" of the style sheet) while `watched` has the focus that Tab gave it:
/// who clicks knows where the focus is, who presses Tab has to see it. `framed` must outlive `watched`.
void showKeyboardFocus(QWidget& watched, QWidget& framed);

} // namespace lab::widgets
