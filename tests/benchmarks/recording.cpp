// SPDX-License-Identifier: GPL-3.0-or-later
// What recording costs a worker: one span beside the two clock readings it cannot do without, taken in turns
// within one run because the machine's speed drifts. Goal: at most 1.3 times the two readings, and under
// 1 ns when recording is off.
#include "core/trace/recorder.h"

#include <benchmark/benchmark.h>

#include <vector>

namespace {

using lab::base::Nanoseconds;
using lab::base::now;
using lab::trace::LaneWriter;
using lab::trace::Recorder;
using lab::trace::ScopedSpan;
using lab::trace::State;

constexpr std::size_t kCapacity = std::size_t{1} << 14;
constexpr int kBatch = 4096; // fits the ring, which is emptied between batches

void drain(Recorder& recorder, std::vector<std::vector<lab::trace::Span>>& spans)
{
    recorder.drain(spans);
    for (auto& lane : spans)
        lane.clear();
}

Nanoseconds recordBatch(LaneWriter* writer)
{
    const Nanoseconds begin = now();
    for (int i = 0; i < kBatch; ++i) {
        const ScopedSpan span(writer, State::Computing, {1}, static_cast<std::uint32_t>(i));
        benchmark::ClobberMemory();
    }
    return now() - begin;
}

Nanoseconds readBatch()
{
    const Nanoseconds begin = now();
    for (int i = 0; i < kBatch; ++i) {
        benchmark::DoNotOptimize(now());
        benchmark::ClobberMemory();
        benchmark::DoNotOptimize(now());
    }
    return now() - begin;
}

/// Time counted is that of the recorded spans only; the counters compare it with the readings.
void recordedSpan(benchmark::State& state)
{
    Recorder recorder(1, kCapacity);
    std::vector<std::vector<lab::trace::Span>> spans;
    Nanoseconds recording = 0;
    Nanoseconds reading = 0;
    for ([[maybe_unused]] auto _ : state) {
        reading += readBatch();
        const Nanoseconds batch = recordBatch(recorder.lane(0));
        recording += batch;
        state.SetIterationTime(static_cast<double>(batch) * 1e-9);
        drain(recorder, spans);
    }
    const double count = static_cast<double>(state.iterations()) * kBatch;
    state.counters["span_ns"] = static_cast<double>(recording) / count;
    state.counters["two_reads_ns"] = static_cast<double>(reading) / count;
    state.counters["ratio"] = static_cast<double>(recording) / static_cast<double>(reading);
    state.counters["dropped"] = static_cast<double>(recorder.dropped());
}
BENCHMARK(recordedSpan)->UseManualTime()->MinTime(2);

void spanWhileOff(benchmark::State& state)
{
    LaneWriter* writer = nullptr;
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(writer); // the compiler must not know that it is null
        const ScopedSpan span(writer, State::Computing, {1}, 0);
    }
}
BENCHMARK(spanWhileOff);

void emptyLoop(benchmark::State& state)
{
    LaneWriter* writer = nullptr;
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(writer);
}
BENCHMARK(emptyLoop);

/// The ring alone: no clock.
void recordWithoutClock(benchmark::State& state)
{
    Recorder recorder(1, kCapacity);
    std::vector<std::vector<lab::trace::Span>> spans;
    for ([[maybe_unused]] auto _ : state) {
        const Nanoseconds begin = now();
        for (int i = 0; i < kBatch; ++i)
            recorder.lane(0)->record(
                {begin, begin, static_cast<std::uint32_t>(i), 1, 0, {}, State::Holds, 0});
        state.SetIterationTime(static_cast<double>(now() - begin) * 1e-9 / kBatch);
        drain(recorder, spans);
    }
}
BENCHMARK(recordWithoutClock)->UseManualTime()->Iterations(10000);

} // namespace

BENCHMARK_MAIN();
