// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_syntax.h"

#include <QStringList>

#include <iosfwd>

namespace lab::app {

CommandSyntax runSyntax();

/// `run <scenario> [options]`: measures, prints the table to `out`, writes the files asked for. Everything
/// that can be checked beforehand is. Returns the exit code; throws UsageError, scenario::ParameterError and
/// CommandFailure.
int runCommand(const QStringList& arguments, std::ostream& out, std::ostream& err);

} // namespace lab::app
