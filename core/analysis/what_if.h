// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/causes.h"

#include <functional>

namespace lab::analysis {

/// A change to a recorded run. All that it does not name stays as it was recorded: how long each step takes,
/// which worker does what and in which order, also at a lock.
struct Change
{
    /// How long a step of work takes, as a share of what it took; null: as long as it did. At least 0.
    std::function<double(const trace::Span&)> work = {};
    /// Share of what is left of a wait after its end was due, of gaps between tasks and of starting up.
    double overhead = 1;
    /// Nobody waits for a lock, and nobody has to; nor does giving it back take time.
    bool locksAreFree = false;
};

/// Time of the trace, in ns, had it been changed like that: the graph is gone through once more in the order
/// of time. With no change it is the recorded time, exactly; where nothing gets longer, it is never longer.
double predictedTime(const trace::Trace& trace, const Causes& causes, const Change& change);

/// The same with the work that there is, at the lengths of `change`, shared evenly by the workers, whatever
/// its parts: what remains is start-up and the end.
double balancedTime(const trace::Trace& trace, const Causes& causes, const Change& change = {});

} // namespace lab::analysis
