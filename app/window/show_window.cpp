// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/show_window.h"

#include "app/program/settings.h"
#include "app/window/main_window.h"
#include "widgets/theme/application_theme.h"

#include <QApplication>
#include <QScreen>
#include <QSettings>

namespace lab::app {

int showWindow(QApplication& application)
{
    widgets::setTextScale(application, chosenTextScale());
    widgets::applyTheme(application, isDark() ? widgets::ThemeKind::Dark : widgets::ThemeKind::Light);
    MainWindow window;
    const QSize screen = application.primaryScreen()->availableSize();
    if (!QSettings().contains(QStringLiteral("geometry")))
        window.resize(QSize(1600, 900).boundedTo(screen));
    window.show();
    return QApplication::exec();
}

} // namespace lab::app
