// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

} // namespace lab::app
