// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>
#include <QStringList>

namespace lab::app {

/// Parses the arguments of one command and takes `--help`. Throws UsageError for unknown options, options
/// without a value, and options outside `repeatable` given twice.
void parseOptions(QCommandLineParser& parser, const QString& command, const QStringList& arguments,
                  const QStringList& repeatable = {});

} // namespace lab::app
