// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lab::app {

/// Libraries that do the work, as loaded: "oneDNN 2.6.3 · oneTBB 2021.8.0".
QString libraries();

/// Of this program: "0.1.0".
QString version();

} // namespace lab::app
