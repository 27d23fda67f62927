// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/run_session.h"

#include <QString>

#include <vector>

namespace lab::widgets {

/// Main speedups of earlier runs of the same settings on this machine, oldest first; empty for a person's own
/// photos or data, which nobody could tell apart. Kept with the settings: of each scenario the newest fifty
/// runs.
std::vector<double> earlierRuns(const machine::Machine& machine, const session::RunOptions& options);

/// Keeps the figure of a finished run for those that follow. Nothing where it has no interval, or where
/// something kept the workers from their cores. `affinity`: RunOptions::affinity.
void keepRun(const machine::Machine& machine, const session::RunState& state, bool affinity);

/// Forgets the runs of all scenarios.
void forgetEarlierRuns();

/// "earlier here: 1.88× (5 runs, 1.79 – 1.98×)", with the median; empty where there were none.
QString earlierText(const session::RunState& state);

/// A sentence where the interval of this run does not meet those figures; else empty.
QString earlierSentence(const session::RunState& state);

} // namespace lab::widgets
