// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/inputs/typed_text.h"
#include "app/program/libraries.h"
#include "app/program/settings.h"
#include "app/program/translations.h"
#include "app/window/show_window.h"

#include <QApplication>
#include <QIcon>

#include <csignal>
#include <iostream>

namespace {

constexpr auto kWithoutDisplay = "offscreen";

// What a window may be opened with, and last what needs no display: Qt would abort over one that is named but
// cannot be reached.
QByteArray platforms()
{
    QByteArray wanted = qgetenv("QT_QPA_PLATFORM");
    if (wanted.isEmpty() && !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        wanted = "wayland;xcb;";
    else if (wanted.isEmpty() && !qEnvironmentVariableIsEmpty("DISPLAY"))
        wanted = "xcb;";
    else if (!wanted.isEmpty())
        wanted += ';';
    return wanted + kWithoutDisplay;
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
    const QStringList arguments = lab::app::typedArguments(argc, argv);
    const bool command = !arguments.isEmpty();
    const bool wantedOffscreen = qgetenv("QT_QPA_PLATFORM").startsWith(kWithoutDisplay);
    qputenv("QT_QPA_PLATFORM", command ? QByteArray(kWithoutDisplay) : platforms());
    if (command)
        qInstallMessageHandler(quiet);
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes away must not keep files from being written

    int noArguments = 1; // Qt would take some for itself
    QApplication application(noArguments, argv);
    const bool window = QGuiApplication::platformName() != kWithoutDisplay || wantedOffscreen;
    QApplication::setOrganizationName("speedup-lab");
    QApplication::setApplicationName("speedup-lab");
    QApplication::setApplicationDisplayName("Speedup Lab");
    QApplication::setApplicationVersion(lab::app::version());
    lab::app::adoptFormerSettings();
    QApplication::setDesktopFileName(lab::app::applicationId());
    lab::app::installLanguage(application);
    if (command)
        return lab::app::runCommandLine(arguments, std::cout, std::cerr);
    if (!window) {
        qInstallMessageHandler(quiet);
        return lab::app::runWithoutDisplay(std::cout, std::cerr);
    }
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/speedup-lab.svg")));
    return lab::app::showWindow(application);
}
