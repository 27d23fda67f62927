// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_syntax.h"

#include <QCommandLineParser>
#include <QStringList>

namespace lab::app {

/// Parses the arguments of one command. Throws UsageError for unknown options, options without a value, and
/// those given twice that may be given once.
void parseOptions(QCommandLineParser& parser, const CommandSyntax& syntax, const QStringList& arguments);

/// The value of an option that names a file or folder to write to; empty where it was not given. Throws
/// UsageError where it is given without a name.
QString fileOf(const QCommandLineParser& parser, const QString& name);

} // namespace lab::app
