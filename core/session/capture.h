// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/measurement.h"

#include <functional>
#include <memory>
#include <optional>

namespace lab::session {

/// Runs one iteration of `variant` with the recorder on. `partial`, when given, is called about ten times a
/// second from a collector thread with what was recorded so far, for iterations that last long.
Capture captureIteration(scenario::Experiment& experiment, base::VariantId variant, workers::WorkerPool& pool,
                         int round, const std::function<void(std::shared_ptr<const Capture>)>& partial = {});

/// Iterates for about `length` ns, at least once, short iterations at least four times, and returns the
/// median duration of an iteration in ns. The first iteration is not counted unless it is the only one. Adds
/// the number of counted iterations to `iterations`. Returns nothing when stopped.
std::optional<double> measureBurst(scenario::Experiment& experiment, base::VariantId variant,
                                   workers::WorkerPool& pool, base::Nanoseconds length,
                                   std::int64_t& iterations);

} // namespace lab::session
