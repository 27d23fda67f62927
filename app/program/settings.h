// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QSettings>

namespace lab::app {

/// Whether the window's runs hold workers to cores. Remembered; they do unless a person has switched it off.
inline bool holdsWorkers()
{
    return QSettings().value(QStringLiteral("holdWorkers"), true).toBool();
}

inline void setHoldsWorkers(bool on)
{
    QSettings().setValue(QStringLiteral("holdWorkers"), on);
}

/// Whether the first run of a scenario is preceded by its Predict step. Remembered.
inline bool predictsFirst()
{
    return QSettings().value(QStringLiteral("predictFirst"), true).toBool();
}

inline void setPredictsFirst(bool on)
{
    QSettings().setValue(QStringLiteral("predictFirst"), on);
}

/// Whether the parameters are folded away. Remembered.
inline bool parametersFolded()
{
    return QSettings().value(QStringLiteral("parametersFolded"), false).toBool();
}

inline void setParametersFolded(bool on)
{
    QSettings().setValue(QStringLiteral("parametersFolded"), on);
}

/// How many times as large as usual texts are. Remembered.
inline double chosenTextScale()
{
    return QSettings().value(QStringLiteral("textScale"), 1.0).toDouble();
}

inline void setChosenTextScale(double scale)
{
    QSettings().setValue(QStringLiteral("textScale"), scale);
}

/// Whether pictures jump from event to event. Remembered.
inline bool movesLess()
{
    return QSettings().value(QStringLiteral("reducedMotion"), false).toBool();
}

inline void setMovesLess(bool on)
{
    QSettings().setValue(QStringLiteral("reducedMotion"), on);
}

/// Whether the dark theme was chosen. Remembered.
inline bool isDark()
{
    return QSettings().value(QStringLiteral("theme"), 0).toInt() == 1;
}

inline void setDark(bool on)
{
    QSettings().setValue(QStringLiteral("theme"), on ? 1 : 0);
}

/// Takes along what earlier versions remembered under no organisation's name, once. After the application's
/// names are set.
inline void adoptFormerSettings()
{
    const QSettings former(QStringLiteral("Unknown Organization"), QStringLiteral("speedup-lab"));
    QSettings settings;
    if (QFile::exists(settings.fileName()) || !QFile::exists(former.fileName()))
        return;
    for (const QString& key : former.allKeys())
        settings.setValue(key, former.value(key));
}

} // namespace lab::app
