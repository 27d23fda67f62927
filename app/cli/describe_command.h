// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_syntax.h"

#include <QStringList>

#include <iosfwd>

namespace lab::app {

CommandSyntax describeSyntax();

/// `describe manual|bash|zsh`: prints the manual page or a shell's completion, as they are installed. Returns
/// the exit code; throws UsageError.
int describeCommand(const QStringList& arguments, std::ostream& out);

} // namespace lab::app
