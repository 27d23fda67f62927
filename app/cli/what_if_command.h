// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_syntax.h"

#include <QStringList>

#include <iosfwd>

namespace lab::app {

CommandSyntax whatIfSyntax();

/// `whatif <scenario> --change KEY[=SHARE] [--check]`: measures, predicts from the recording what the change
/// would make of it, and with --check runs the real thing. Returns the exit code; throws UsageError,
/// scenario::ParameterError and CommandFailure.
int whatIfCommand(const QStringList& arguments, std::ostream& out, std::ostream& err);

} // namespace lab::app
