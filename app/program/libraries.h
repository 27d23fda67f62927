// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lab::app {

/// Libraries that do the work, as loaded: "oneDNN 2.6.3 · oneTBB 2021.8.0".
QString libraries();

/// The same, and Qt.
QString allLibraries();

/// Of this program: "0.1.0".
QString version();

/// The day that this version is of: "2026-11-30".
QString releaseDate();

/// The name that the window, its desktop file and its icon share, in reverse DNS.
QString applicationId();

} // namespace lab::app
