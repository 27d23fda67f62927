// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

class QApplication;
class QPalette;
class QVariant;
class QWidget;

namespace lab::widgets {

/// Gives the whole program a theme: Fusion style, palette, font and style sheet. Widgets get a palette change
/// event and repaint. GUI thread.
///
/// Widgets choose their role by dynamic property: QFrame[panel="true"] is a framed panel,
/// QPushButton[primary="true"] the one main button, QPushButton[step="true"] a lesson step,
/// QLabel[role="title" | "heading" | "secondary" | "caption" | "figure"] text of the type scale.
void applyTheme(QApplication& application, ThemeKind kind);

inline constexpr double kLeastTextScale = 0.8;
inline constexpr double kMostTextScale = 2;

/// How many times as large as designed texts on the screen are; exports do not follow. Shown from the next
/// applyTheme() on, by which widgets get a font change event.
void setTextScale(QApplication& application, double scale);
double textScale();

/// Gives a role to a widget that may have been styled already.
void setRole(QWidget& widget, const char* property, const QVariant& value);

/// The theme last applied; Light before that, and without an application.
ThemeKind currentTheme();

QPalette paletteOf(const Theme& theme);

/// The style sheet `applyTheme` sets; texts are `scale` times as large.
QString styleSheetOf(const Theme& theme, double scale = 1);

} // namespace lab::widgets
