// SPDX-License-Identifier: GPL-3.0-or-later
// Counters of two or more threads in one cache line against a line each: threads and loops of its own,
// neither session nor recorder nor pool. All ways take turns within one run because the machine's speed
// drifts; the counters are medians, and ratios of medians.
#include <algorithm>
#include <array>
#include <atomic>
#include <benchmark/benchmark.h>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace {

using Counter = std::atomic<std::int64_t>;

constexpr std::size_t kSlotsPerLine = 8; // of 64 bytes
constexpr std::size_t kWalkedLines = 64;
constexpr std::int64_t kTimes = 200'000; // increments of each thread

enum Way { kAdjacent, kLine, kPlain, kWalk, kWalkPadded, kWays };
constexpr std::array<const char*, kWays> kNames = {"adjacent", "line", "plain", "walk", "walk_padded"};

// Begins with a line, and with a pair of lines.
struct Memory
{
    explicit Memory(std::size_t threads)
        : counters(threads * kWalkedLines * kSlotsPerLine + 4 * kSlotsPerLine)
    {
        auto address = reinterpret_cast<std::uintptr_t>(counters.data());
        first = counters.data() + (256 - address % 256) % 256 / sizeof(Counter);
    }
    std::vector<Counter> counters;
    Counter* first;
};

[[gnu::noinline]] void addAtomically(Counter& counter)
{
    for (std::int64_t i = 0; i < kTimes; ++i)
        counter.fetch_add(1, std::memory_order_relaxed);
}

[[gnu::noinline]] void addPlainly(Counter& counter)
{
    for (std::int64_t i = 0; i < kTimes; ++i)
        counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

[[gnu::noinline]] void addWalking(Counter* first)
{
    for (std::int64_t i = 0; i < kTimes; ++i) {
        Counter& counter = first[static_cast<std::size_t>(i) % kWalkedLines * kSlotsPerLine];
        counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }
}

void work(Way way, Counter* first, std::size_t thread)
{
    switch (way) {
    case kAdjacent:
        return addAtomically(first[thread]);
    case kLine:
        return addAtomically(first[thread * kSlotsPerLine]);
    case kPlain:
        return addPlainly(first[thread]);
    case kWalk:
        return addWalking(first + thread);
    default:
        return addWalking(first + thread * kWalkedLines * kSlotsPerLine);
    }
}

// ns an increment of each thread. Threads are started before and wait for each other, spinning, so that
// starting them is no part of it.
double timed(Way way, Counter* first, std::size_t threads)
{
    using Clock = std::chrono::steady_clock;
    std::atomic<std::size_t> arrived{0};
    std::vector<Clock::time_point> begins(threads);
    std::vector<Clock::time_point> ends(threads);
    {
        std::vector<std::jthread> running;
        for (std::size_t thread = 0; thread < threads; ++thread) {
            running.emplace_back([&, thread] {
                arrived.fetch_add(1);
                while (arrived.load(std::memory_order_relaxed) < threads) {
                }
                const auto begin = Clock::now();
                work(way, first, thread);
                ends[thread] = Clock::now();
                begins[thread] = begin;
            });
        }
    }
    const auto begin = *std::min_element(begins.begin(), begins.end());
    const auto end = *std::max_element(ends.begin(), ends.end());
    return std::chrono::duration<double, std::nano>(end - begin).count() / static_cast<double>(kTimes);
}

double middle(std::vector<double> values)
{
    const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), half, values.end());
    return *half;
}

void falseSharing(benchmark::State& state)
{
    const auto threads = static_cast<std::size_t>(state.range(0));
    Memory memory(threads);
    std::array<std::vector<double>, kWays> times;
    for ([[maybe_unused]] auto _ : state) {
        for (int way = 0; way < kWays; ++way)
            times[static_cast<std::size_t>(way)].push_back(
                timed(static_cast<Way>(way), memory.first, threads));
    }
    std::array<double, kWays> medians{};
    for (std::size_t way = 0; way < kWays; ++way) {
        medians[way] = middle(times[way]);
        state.counters[std::string(kNames[way]) + "_ns"] = medians[way];
        state.counters[std::string(kNames[way]) + "_M_s"] = 1e3 * static_cast<double>(threads) / medians[way];
    }
    // How many times as many increments a second.
    state.counters["line÷adjacent"] = medians[kAdjacent] / medians[kLine];
    state.counters["plain÷line"] = medians[kLine] / medians[kPlain];
    state.counters["walk_padded÷walk"] = medians[kWalk] / medians[kWalkPadded];
}
BENCHMARK(falseSharing)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(static_cast<std::int64_t>(std::max(2u, std::thread::hardware_concurrency())))
    ->Iterations(31)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

} // namespace

BENCHMARK_MAIN();
