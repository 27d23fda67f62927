// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/option_parser.h"

#include "app/usage_error.h"

#include <QCoreApplication>

namespace lab::app {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(OptionParser)
};

} // namespace

void parseOptions(QCommandLineParser& parser, const QString& command, const QStringList& arguments,
                  const QStringList& repeatable)
{
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.addOption({{"h", "help"}, Words::tr("Show this help.")});
    if (!parser.parse(QStringList{"speedup-lab " + command} + arguments)) {
        QString text = parser.errorText();
        while (text.endsWith('.'))
            text.chop(1);
        if (!text.isEmpty())
            text[0] = text[0].toLower();
        throw UsageError(Words::tr("%1; see speedup-lab %2 --help").arg(text, command));
    }
    const QStringList given = parser.optionNames();
    for (const QString& name : given) {
        if (!repeatable.contains(name) && given.count(name) > 1)
            throw UsageError(Words::tr("option '--%1' is given more than once").arg(name));
    }
}

} // namespace lab::app
