// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/statistics.h"
#include "core/machine/machine.h"
#include "core/session/run_session.h"

#include <QString>

namespace lab::app {

/// A finished run as a page of aligned text.
QString runReport(const scenario::ScenarioInfo& info, const session::RunState& state,
                  const machine::Machine& machine);

/// "412 ns", "31.4 µs", "2.07 ms", "1.25 s": three digits, in the unit that suits.
QString durationText(double nanoseconds);
/// Both ends in one unit: "30.9 – 32.0 µs".
QString durationText(const analysis::Interval& nanoseconds);

} // namespace lab::app
