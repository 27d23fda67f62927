// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_syntax.h"

#include <QStringList>

#include <iosfwd>

namespace lab::app {

CommandSyntax listSyntax();

/// `list [--json]`. Returns the exit code; throws UsageError.
int listCommand(const QStringList& arguments, std::ostream& out);

} // namespace lab::app
