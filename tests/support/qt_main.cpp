// SPDX-License-Identifier: GPL-3.0-or-later
// GoogleTest's main for tests that need a QApplication. Needs no display, and leaves a person's settings
// alone.
#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <gtest/gtest.h>

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // also when CTest only asks for the list of tests
#ifdef LAB_FONTS // for pictures that are compared: the same letters everywhere
    qputenv("FONTCONFIG_FILE", LAB_FONTS);
    for (const char* scaling : {"QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_SCREEN_SCALE_FACTORS"})
        qunsetenv(scaling);
#endif
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("speedup-lab-tests"));
    QApplication::setApplicationName(QStringLiteral("speedup-lab-tests"));
    QStandardPaths::setTestModeEnabled(true);
    const QTemporaryDir settings; // of this process alone: tests run side by side
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QSettings::setPath(QSettings::IniFormat, QSettings::SystemScope, settings.path());
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
