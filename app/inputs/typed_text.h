// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <filesystem>
#include <vector>

namespace lab::app {

/// An argument as it was typed. Names of files are bytes, and need not be UTF-8: where they are not, every
/// byte from 0x80 on becomes U+DC80 … U+DCFF, which no text contains, so that toPath() gives the name back
/// whole.
QString fromTyped(const char* bytes);

/// All arguments but the program's name.
QStringList typedArguments(int argc, const char* const* argv);

/// The file that `name` names, be it typed or chosen.
std::filesystem::path toPath(const QString& name);
std::vector<std::filesystem::path> toPaths(const QStringList& names);

/// False of a name that only toPath() can tell.
bool isText(const QString& name);

} // namespace lab::app
