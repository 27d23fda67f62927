// SPDX-License-Identifier: GPL-3.0-or-later
// Squaring n floats: alone, on four threads made for it, on warm TBB workers. Where the curves of the
// scenario "tiny-operations" should cross.
#include "core/scenarios/tiny-operations/squares.h"
#include "core/workers/worker_pool.h"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <thread>
#include <vector>

namespace {

using lab::scenarios::tiny_operations::square;
using lab::scenarios::tiny_operations::Squares;

constexpr std::size_t kThreads = 4;

void squarePart(Squares& squares, std::size_t part, std::size_t parts)
{
    const std::size_t length = (squares.count() + parts - 1) / parts;
    const std::size_t first = std::min(part * length, squares.count());
    square(squares.numbers() + first, squares.squares() + first, std::min(length, squares.count() - first));
}

void report(benchmark::State& state)
{
    state.counters["numbers/s"] = benchmark::Counter(static_cast<double>(state.range(0)),
                                                     benchmark::Counter::kIsIterationInvariantRate);
}

void alone(benchmark::State& state)
{
    Squares squares(static_cast<std::size_t>(state.range(0)), 1, [] {});
    for (auto _ : state) {
        squarePart(squares, 0, 1);
        benchmark::ClobberMemory();
    }
    report(state);
}

void newThreads(benchmark::State& state)
{
    Squares squares(static_cast<std::size_t>(state.range(0)), 1, [] {});
    for (auto _ : state) {
        std::vector<std::thread> threads;
        for (std::size_t k = 0; k < kThreads; ++k)
            threads.emplace_back([&squares, k] { squarePart(squares, k, kThreads); });
        for (std::thread& thread : threads)
            thread.join();
    }
    report(state);
}

void warmWorkers(benchmark::State& state)
{
    Squares squares(static_cast<std::size_t>(state.range(0)), 1, [] {});
    const auto workers = static_cast<std::size_t>(std::max(std::thread::hardware_concurrency(), 2u));
    lab::workers::WorkerPool pool(static_cast<int>(workers));
    for (auto _ : state)
        pool.forEach(workers, 1, [&](std::size_t part, std::size_t) { squarePart(squares, part, workers); });
    report(state);
}

void sizes(benchmark::internal::Benchmark* benchmark)
{
    for (const std::int64_t numbers :
         {1000, 10'000, 30'000, 100'000, 300'000, 1'000'000, 3'000'000, 10'000'000})
        benchmark->Arg(numbers);
    benchmark->UseRealTime()->MinTime(0.05)->Repetitions(5)->ReportAggregatesOnly();
}

BENCHMARK(alone)->Apply(sizes);
BENCHMARK(newThreads)->Apply(sizes);
BENCHMARK(warmWorkers)->Apply(sizes);

} // namespace

BENCHMARK_MAIN();
