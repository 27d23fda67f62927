// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"
#include "app/libraries.h"
#include "app/main_window.h"
#include "app/translations.h"

#include <QApplication>

#include <iostream>

namespace {

bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

// On the command line standard error holds the program's own sentences, not the toolkit's remarks.
void quiet(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::cerr << "speedup-lab: " << text.toStdString() << std::endl;
}

} // namespace

int main(int argc, char** argv)
{
    const bool command = argc > 1;
    const bool window = !command && hasDisplay();
    if (!window) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qInstallMessageHandler(quiet);
    }

    QApplication application(argc, argv);
    QApplication::setApplicationName("speedup-lab");
    QApplication::setApplicationDisplayName("Speedup Lab");
    QApplication::setApplicationVersion(lab::app::version());
    lab::app::installTranslations(application);
    if (command)
        return lab::app::runCommandLine(QApplication::arguments().mid(1), std::cout, std::cerr);
    if (!window)
        return lab::app::runWithoutDisplay(std::cout, std::cerr);
    return lab::app::showWindow(application);
}
