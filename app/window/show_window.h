// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QApplication;

namespace lab::app {

/// Shows the window and runs the application until it is closed; returns its exit code.
int showWindow(QApplication& application);

} // namespace lab::app
