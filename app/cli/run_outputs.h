// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/machine.h"
#include "core/session/run_session.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <iosfwd>
#include <optional>

namespace lab::app {

/// What a slide shows.
struct SlideMoment
{
    enum class At { Best, Begin, End, Instant };
    std::optional<std::size_t> variant = {}; ///< absent: the one that the figure is about
    At at = At::Best;
    double ns = 0; ///< of Instant; one beyond the recording stands for its end
};

/// "best", "begin", "end" or ns. Throws UsageError.
SlideMoment slideMoment(const QString& variantKey, const QString& at, const scenario::ScenarioInfo& info);

/// Files that a run is to leave behind; empty names are not wanted.
struct RunOutputs
{
    QString json;
    QString trace;
    QStringList slides; ///< .png, .svg or .pdf
    QString arrays;     ///< folder
    SlideMoment moment = {};
};

/// Throws UsageError for a slide of an unknown kind or one file asked for twice, and CommandFailure for what
/// cannot be written.
void checkOutputs(const RunOutputs& outputs);

/// Writes all of them, each whole or not at all, and names each on `out`. What cannot be written does not
/// keep the others from it: CommandFailure is thrown at the end, with a line for each.
void writeOutputs(const RunOutputs& outputs, const scenario::ScenarioInfo& info,
                  const session::RunSession& session, const machine::Machine& machine, std::ostream& out);

} // namespace lab::app
