// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;
class QWidget;

namespace lab::app {

/// Shows a text (HTML) until it is closed: as large as it is, but no larger than the screen, where it
/// scrolls.
void showText(const QString& title, const QString& html, QWidget& parent);

} // namespace lab::app
