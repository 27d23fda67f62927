// SPDX-License-Identifier: GPL-3.0-or-later
// What recording costs a worker: a span timed by the processor's counter and one timed by the steady clock,
// each beside the two readings it cannot do without, taken in turns within one run because the machine's
// speed drifts; the fastest batch of each counts. Goal: a span by the counter takes half of one by the steady
// clock, or at most 1.3 times its two readings where those alone take more than that; under 1 ns when
// recording is off.
#include "core/trace/recorder.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace {

using lab::base::Nanoseconds;
using lab::base::now;
using lab::base::TickSource;
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

Nanoseconds readBatch(TickSource source)
{
    const Nanoseconds begin = now();
    for (int i = 0; i < kBatch; ++i) {
        benchmark::DoNotOptimize(lab::base::readTicks(source));
        benchmark::ClobberMemory();
        benchmark::DoNotOptimize(lab::base::readTicks(source));
    }
    return now() - begin;
}

/// Spans by one clock, and the least that a batch of them and of their readings took.
struct Timed
{
    explicit Timed(TickSource readings)
        : source(readings), clock(source, lab::base::readAnchor(source)), recorder(1, kCapacity, clock, {})
    {
    }

    void batch()
    {
        reading = std::min(reading, readBatch(source));
        recording = std::min(recording, recordBatch(recorder.lane(0)));
        drain(recorder, spans);
    }
    double spanTime() const { return static_cast<double>(recording) / kBatch; }
    double readingTime() const { return static_cast<double>(reading) / kBatch; }

    TickSource source;
    lab::base::TickClock clock;
    Recorder recorder;
    std::vector<std::vector<lab::trace::Span>> spans;
    Nanoseconds reading = std::numeric_limits<Nanoseconds>::max();
    Nanoseconds recording = std::numeric_limits<Nanoseconds>::max();
};

void recordedSpan(benchmark::State& state)
{
    Timed counter(TickSource::Counter);
    Timed steady(TickSource::SteadyClock);
    for ([[maybe_unused]] auto _ : state) {
        counter.batch();
        steady.batch();
    }
    state.counters["counter_span_ns"] = counter.spanTime();
    state.counters["counter_reads_ns"] = counter.readingTime();
    state.counters["steady_span_ns"] = steady.spanTime();
    state.counters["steady_reads_ns"] = steady.readingTime();
    state.counters["of_steady"] = counter.spanTime() / steady.spanTime();
    state.counters["of_reads"] = counter.spanTime() / counter.readingTime();
    state.counters["dropped"] = static_cast<double>(counter.recorder.dropped() + steady.recorder.dropped());
    const lab::trace::RecordingCost& cost = lab::trace::recordingCost(TickSource::Counter);
    state.counters["taken_off_ns"] = cost.span;
    state.counters["taken_off_within_ns"] = cost.within;
}
BENCHMARK(recordedSpan)->MinTime(2);

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
            recorder.lane(0)->recordSteady(
                {begin, begin, static_cast<std::uint32_t>(i), 1, 0, {}, State::Holds});
        state.SetIterationTime(static_cast<double>(now() - begin) * 1e-9 / kBatch);
        drain(recorder, spans);
    }
}
BENCHMARK(recordWithoutClock)->UseManualTime()->Iterations(10000);

} // namespace

BENCHMARK_MAIN();
