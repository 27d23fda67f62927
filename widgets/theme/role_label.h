// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLabel;
class QWidget;

namespace lab::widgets {

/// A label that wraps, of a role of the style sheet: "heading", "secondary", …
QLabel* roleLabel(const char* role, QWidget* parent);

} // namespace lab::widgets
