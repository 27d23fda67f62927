// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/run_session.h"

#include <QString>

#include <optional>

namespace lab::widgets {

/// How the lanes on screen came about: of the main variant's recording or, where it has none, of any other's.
/// Where one of them made the program doubt the processor's counter, its `clock` says so. Nothing without a
/// recording.
std::optional<trace::Recording> recordingOf(const session::RunState& state);

/// Whole sentences: what recording a span takes and where that is taken off, which clock times the spans and,
/// where it is not the processor's counter, why. Empty without a recording.
QString recordingDetails(const session::RunState& state);

/// The same in a few words, for a table of facts: "processor's counter; 25 ns per span, taken off".
QString recordingFact(const trace::Recording& recording);

} // namespace lab::widgets
