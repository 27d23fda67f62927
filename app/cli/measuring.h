// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_syntax.h"
#include "core/machine/machine.h"
#include "core/session/run_session.h"

#include <QCommandLineParser>

#include <iosfwd>
#include <memory>

namespace lab::app {

/// What every command that measures takes: parameters, workers, seed, budget, one's own inputs.
void addMeasuringOptions(CommandSyntax& syntax);

/// Scenario and options as typed, checked and complete, but for one's own inputs. Throws UsageError and
/// scenario::ParameterError.
session::RunOptions measuringOptions(const QCommandLineParser& parser, const QString& command,
                                     const scenario::Registry& registry, const machine::Machine& machine);

/// Reads the photos and images that were named into the request; what was left out is said on `err`.
void addOwnInputs(session::RunOptions& options, const QCommandLineParser& parser, std::ostream& err);

/// Measures, with a sentence on `err` now and then. Null when interrupted. Throws UsageError and
/// CommandFailure.
std::shared_ptr<const session::RunState> measure(session::RunSession& session,
                                                 const session::RunOptions& options, std::ostream& err);

} // namespace lab::app
