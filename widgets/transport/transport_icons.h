// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace lab::widgets {

enum class TransportIcon { Play, Pause, StepBack, StepForward };

/// Drawn in the current theme's text colour, greyed when disabled; fonts lack these signs.
QIcon transportIcon(TransportIcon icon);

} // namespace lab::widgets
