// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/program/translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include <clocale>
#include <memory>

namespace lab::app {

void installLanguage(QCoreApplication& application)
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::OmitGroupSeparator); // widgets::grouped() has the spaces
    QLocale::setDefault(locale);
    std::setlocale(LC_NUMERIC, "C"); // which the application object has set to the person's
    auto translator = std::make_unique<QTranslator>(&application);
    if (translator->load(QStringLiteral(":/translations/speedup-lab_en.qm")))
        QCoreApplication::installTranslator(translator.release()); // the application owns it
}

} // namespace lab::app
