// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/option_parser.h"

#include "app/inputs/usage_error.h"

#include <QCoreApplication>

namespace lab::app {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(OptionParser)
};

} // namespace

void parseOptions(QCommandLineParser& parser, const CommandSyntax& syntax, const QStringList& arguments)
{
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.setApplicationDescription(syntax.summary);
    parser.addOptions(syntax.allOptions());
    if (!syntax.argument.isEmpty())
        parser.addPositionalArgument(syntax.argument, syntax.argumentHelp,
                                     QStringLiteral("<%1>").arg(syntax.argument));
    if (!parser.parse(QStringList{"speedup-lab " + syntax.name} + arguments)) {
        QString text = parser.errorText();
        while (text.endsWith('.'))
            text.chop(1);
        if (!text.isEmpty())
            text[0] = text[0].toLower();
        throw UsageError(Words::tr("%1; see speedup-lab %2 --help").arg(text, syntax.name));
    }
    const QStringList given = parser.optionNames();
    for (const QString& name : given) {
        if (!syntax.repeatable.contains(name) && given.count(name) > 1)
            throw UsageError(Words::tr("option '--%1' is given more than once").arg(name));
    }
}

QString fileOf(const QCommandLineParser& parser, const QString& name)
{
    if (parser.isSet(name) && parser.value(name).isEmpty())
        throw UsageError(Words::tr("option '--%1' needs a name to write to").arg(name));
    return parser.value(name);
}

} // namespace lab::app
