// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/trace.h"

#include <cstddef>
#include <memory>

namespace lab::analysis {

/// What the recorded tasks would take on other cores than the machine's: a model, never a measurement.
struct IdealRun
{
    std::shared_ptr<const trace::Trace> trace; ///< a lane for each core that has work, "core 1" …
    double speedup = 1;                        ///< the recording ÷ the model
    std::size_t idleCores = 0;                 ///< for which there was no task
};

/// Schedules the computing spans of `sequential`, one worker's recording, on `cores` equal cores: in their
/// recorded order each goes to the core that is free first (list scheduling; R. L. Graham, "Bounds for
/// certain multiprocessing anomalies", Bell System Technical Journal 1966). Every task takes as long as it
/// was recorded, wherever it runs, and needs nothing of another; a span of several units is as many tasks of
/// equal length, spans of one unit that follow one another are one. Each core begins after `startUp` ns. Null
/// where there are no tasks or `cores` is below 1.
std::shared_ptr<const IdealRun> idealRun(const trace::Trace& sequential, int cores,
                                         base::Nanoseconds startUp);

} // namespace lab::analysis
