// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_syntax.h"
#include "core/scenario/registry.h"

#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace lab::app {

/// What may stand after an option or a command.
struct CompletionKind
{
    enum class Of { Nothing, Words, Setting, Sweep, Files };
    Of of = Of::Nothing;
    QStringList words = {}; ///< of Words
};

/// By what the help calls the value: "N", "on|off", "name=value", "scenario", …; what it does not know are
/// names of files.
CompletionKind completionKind(const QString& valueName, const scenario::Registry& registry);

/// "-h" and "--help", as they are typed.
QStringList typedNames(const QCommandLineOption& option);

/// A key and the words that belong to it.
using WordTable = std::vector<std::pair<QString, QStringList>>;

/// The parameters of each scenario.
WordTable parameterWords(const scenario::Registry& registry);
/// What a parameter may be, by "scenario/parameter"; of those that have a choice.
WordTable choiceWords(const scenario::Registry& registry);
/// The keys of each scenario's sweeps, and "name=" for what can be swept over a range.
WordTable sweepWords(const scenario::Registry& registry);

} // namespace lab::app
