// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translations.h"

#include <QCoreApplication>
#include <QTranslator>

#include <memory>

namespace lab::app {

void installTranslations(QCoreApplication& application)
{
    auto translator = std::make_unique<QTranslator>(&application);
    if (translator->load(QStringLiteral(":/translations/speedup-lab_en.qm")))
        QCoreApplication::installTranslator(translator.release()); // the application owns it
}

} // namespace lab::app
