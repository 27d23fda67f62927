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
/// Of a window less wide there is no room for the list of scenarios beside the rest: a screen of 1366 × 768
/// at 200 % has 683.
inline constexpr int kRoomForBrowser = 780;
inline constexpr int kLeastBrowser = 110; ///< px, so that a window can become so narrow

/// Those of a window `width` px wide.
const DockWidths& dockWidths(int width);

/// A dock without a title, and empty: its content comes later, by `fillDock`. Docks and scroll areas polish
/// and lay out what they are given, which for finished panels would take a fifth of the start-up.
QDockWidget* makeDock(const QString& title, const QString& name, QMainWindow* window);
/// Hides a dock while the window is `narrow`, until somebody shows it, and brings back what it hid.
void giveWay(QDockWidget& dock, bool narrow);

void fillDock(const QDockWidget& dock, QWidget* content);

} // namespace lab::app
