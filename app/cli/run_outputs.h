// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/machine.h"
#include "core/session/run_session.h"

#include <QString>
#include <QStringList>

#include <iosfwd>

namespace lab::app {

/// Files that a run is to leave behind; empty names are not wanted.
struct RunOutputs
{
    QString json;
    QString trace;
    QStringList slides; ///< .png, .svg or .pdf
    QString arrays;     ///< folder
};

/// Throws UsageError for a slide of an unknown kind or one file asked for twice, and CommandFailure for what
/// cannot be written.
void checkOutputs(const RunOutputs& outputs);

/// Writes all of them, each whole or not at all, and names each on `out`. What cannot be written does not
/// keep the others from it: CommandFailure is thrown at the end, with a line for each.
void writeOutputs(const RunOutputs& outputs, const scenario::ScenarioInfo& info,
                  const session::RunSession& session, const machine::Machine& machine, std::ostream& out);

} // namespace lab::app
