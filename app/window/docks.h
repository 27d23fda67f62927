// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QDockWidget;
class QMainWindow;
class QWidget;

namespace lab::app {

/// px that the docks take of a window, so that small screens leave more to the picture.
struct DockWidths
{
    int below; ///< px of the window
    int browser;
    int side;
};
inline constexpr DockWidths kTinyDocks{940, 150, 316}; ///< a projector of 1920 × 1080 at 200 % has 960

/// Those of a window `width` px wide.
const DockWidths& dockWidths(int width);

/// A dock without a title, and empty: its content comes later, by `fillDock`. Docks and scroll areas polish
/// and lay out what they are given, which for finished panels would take a fifth of the start-up.
QDockWidget* makeDock(const QString& title, const QString& name, QMainWindow* window);
void fillDock(const QDockWidget& dock, QWidget* content);

} // namespace lab::app
