// SPDX-License-Identifier: GPL-3.0-or-later
// Cost of an empty parallel loop: what work has to be worth before it is spread.
#include "core/base/clock.h"
#include "core/workers/worker_pool.h"

#include <benchmark/benchmark.h>
#include <chrono>
#include <thread>

namespace {

using lab::workers::WorkerPool;

void emptyLoop(WorkerPool& pool)
{
    pool.forEach(static_cast<std::size_t>(pool.size()), 1,
                 [](std::size_t index, std::size_t) { benchmark::DoNotOptimize(index); });
}

void awake(benchmark::State& state)
{
    WorkerPool pool(static_cast<int>(state.range(0)));
    for (auto _ : state)
        emptyLoop(pool);
}
BENCHMARK(awake)->Arg(1)->Arg(2)->Arg(4)->UseRealTime();

void asleep(benchmark::State& state)
{
    WorkerPool pool(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        const lab::base::Nanoseconds begin = lab::base::now();
        emptyLoop(pool);
        state.SetIterationTime(static_cast<double>(lab::base::now() - begin) * 1e-9);
    }
}
BENCHMARK(asleep)->Arg(1)->Arg(2)->Arg(4)->UseManualTime()->Iterations(200);

} // namespace

BENCHMARK_MAIN();
