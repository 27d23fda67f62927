// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <iosfwd>

namespace lab::app {

/// Does what `arguments` (without the program's name) ask for: a command of commandSyntaxes(), `--version`,
/// `--help`. Results go to `out`, progress and complaints to `err`, a sentence each. Returns the exit code:
/// 0, 1 for what failed, 2 for wrong use, 130 when interrupted. Needs a QApplication when slides are asked
/// for. Main thread.
int runCommandLine(const QStringList& arguments, std::ostream& out, std::ostream& err);

/// What the program does when it is started without a command and without a display: runs the first scenario
/// for `budgetSeconds`, prints its table and writes its slide as PNG and SVG into the current folder.
/// Returns the exit code as runCommandLine.
int runWithoutDisplay(std::ostream& out, std::ostream& err, double budgetSeconds = 8);

} // namespace lab::app
