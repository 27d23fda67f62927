// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/recorder.h"
#include "core/workers/worker_pool.h"

#include <functional>

namespace lab::scenarios::filter_chain {

/// Runs `stages` stages one after the other, the `pieces` of each spread over the workers: a worker takes the
/// next piece that nobody has, and when there is none left waits at a barrier until all pieces are done.
/// `compute(stage, piece, worker)` does one piece and records its own span; the time at a barrier is recorded
/// as State::Barrier of task `stage`. Any number of workers may come, at any time. Returns when all is done,
/// or the pool is asked to stop. An exception of `compute` ends the rest and is rethrown.
void runWithBarriers(
    std::size_t stages, std::int64_t pieces, workers::WorkerPool& pool, trace::Recorder* recorder,
    const std::function<void(std::size_t stage, std::int64_t piece, std::size_t worker)>& compute);

} // namespace lab::scenarios::filter_chain
