// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineOption>
#include <QList>
#include <QString>
#include <QStringList>

#include <vector>

namespace lab::app {

/// What one command of the program takes. Its parser, its help, its manual page and its completion in shells
/// are made from this.
struct CommandSyntax
{
    QString name;              ///< "run"
    QString summary;           ///< one sentence
    QString argument = {};     ///< what has to follow the name: "scenario", or "a|b"; empty where nothing may
    QString argumentHelp = {}; ///< one sentence
    QList<QCommandLineOption> options = {}; ///< besides --help, which every command has
    QStringList repeatable = {};            ///< names of options that may be given several times

    /// "run <scenario> [options]".
    QString usage() const;
    /// `options` and --help.
    QList<QCommandLineOption> allOptions() const;
};

/// Every command has it, and so has the program.
QCommandLineOption helpOption();
/// Of the program alone.
QCommandLineOption versionOption();

/// The commands, in the order of `speedup-lab --help`.
std::vector<CommandSyntax> commandSyntaxes();

} // namespace lab::app
