// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

namespace lab::app {

/// Keeps the screen from being blanked or locked while the result lives, as far as the desktop listens to
/// org.freedesktop.ScreenSaver (freedesktop.org, Idle Inhibition Service); null where there is no session
/// bus. Asks without waiting for an answer. GUI thread.
std::shared_ptr<void> holdOffScreenSaver(const QString& reason);

} // namespace lab::app
