// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/lock-contention/lock_contention.h"

#include "core/scenario/sweep_result.h"
#include "core/scenarios/lock-contention/contention_scene.h"
#include "core/scenarios/lock-contention/rounds.h"
#include "core/scenarios/shared/checksum.h"
#include "core/workers/traced_lock.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>

namespace lab::scenarios::lock_contention {

namespace {

using namespace scenario;
using trace::ScopedSpan;
using trace::State;

enum Way : std::uint32_t { kAlone, kMutex, kSpin, kAtomic, kSharded, kWays };
constexpr std::array<const char*, kWays> kKeys = {"sequential", "mutex", "spin", "atomic", "sharded"};

constexpr std::size_t kRoundsPerTask = 8; // handing a task over costs about as much as a short round
constexpr std::int64_t kRoundsPerStopCheck = 64;
constexpr std::uint32_t kFewestShards = 4;
constexpr std::uint32_t kMostShards = 64;

/// A part of the total on cache lines of its own, guarded by its lock.
struct alignas(256) Shard
{
    explicit Shard(std::uint32_t number) : lock(number) {}
    workers::TracedMutex lock;
    std::uint64_t total = 0;
};

class ContentionExperiment : public Experiment
{
public:
    explicit ContentionExperiment(const Request& request);

    std::shared_ptr<const Scene> scene(VariantId variant) const override
    {
        return m_scenes.at(variant.value);
    }
    std::vector<trace::LaneInfo> lanes(VariantId variant, int workers) const override;
    void reset(VariantId variant) override;
    void iterate(VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    double differenceFromSequential(VariantId variant) override;
    double tolerance(VariantId) const override { return 0; }
    Work work() const override { return {static_cast<double>(m_rounds.count()), 0, "M rounds/s", 1e-3}; }
    std::uint64_t inputChecksum() const override;
    std::int64_t itemCount() const override { return m_rounds.count(); }
    std::string itemName() const override { return "round"; }
    std::vector<NamedArray> arrays() const override;

private:
    void work(std::uint32_t way, std::size_t round, trace::LaneWriter* writer);
    void add(std::uint32_t way, std::size_t round, std::uint64_t state, trace::LaneWriter* writer);

    const Rounds m_rounds;
    std::uint64_t m_reference = 0;
    std::uint64_t m_total = 0; // guarded by m_mutex or m_spin; in kAlone by there being one thread
    std::atomic<std::uint64_t> m_atomicTotal{0};
    workers::TracedMutex m_mutex{0};
    workers::TracedSpinLock m_spin{0};
    std::deque<Shard> m_shards;
    std::array<std::shared_ptr<const Scene>, kWays> m_scenes;
    std::array<std::optional<double>, kWays> m_results; // of the ways that were verified
};

ContentionExperiment::ContentionExperiment(const Request& request)
    : m_rounds(integerOf(request.settings, "rounds"), integerOf(request.settings, "length"),
               integerOf(request.settings, "share"), request.seed)
{
    std::vector<float> added;
    for (std::size_t round = 0; round < static_cast<std::size_t>(m_rounds.count()); ++round) {
        if (round % kRoundsPerStopCheck == 0)
            throwIfStopped(request);
        const std::uint64_t result = m_rounds.within(m_rounds.before(round));
        m_reference += result;
        added.push_back(static_cast<float>(result));
    }
    const auto shards =
        std::clamp(2 * static_cast<std::uint32_t>(request.workers), kFewestShards, kMostShards);
    for (std::uint32_t i = 0; i < shards; ++i)
        m_shards.emplace_back(i);
    m_scenes[kAlone] = m_scenes[kAtomic] = contentionScene(added, 0);
    m_scenes[kMutex] = m_scenes[kSpin] = contentionScene(added, 1);
    m_scenes[kSharded] = contentionScene(added, shards);
}

std::vector<trace::LaneInfo> ContentionExperiment::lanes(VariantId variant, int workers) const
{
    std::vector<trace::LaneInfo> lanes;
    for (int i = 1; i <= (variant.value == kAlone ? 1 : workers); ++i)
        lanes.push_back({"worker " + std::to_string(i), trace::LaneKind::Worker});
    return lanes;
}

void ContentionExperiment::reset(VariantId)
{
    m_total = 0;
    m_atomicTotal.store(0, std::memory_order_relaxed);
    for (Shard& shard : m_shards)
        shard.total = 0;
}

void ContentionExperiment::iterate(VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    const auto rounds = static_cast<std::size_t>(m_rounds.count());
    // [code lock-contention/sequential]
    if (variant.value == kAlone) {
        for (std::size_t round = 0; round < rounds; ++round) {
            if (round % kRoundsPerStopCheck == 0 && pool.stopRequested())
                return;
            work(kAlone, round, trace::writerOf(recorder, 0));
        }
        return;
    }
    // [end]
    // [code lock-contention/mutex spin atomic sharded]
    pool.forEach(rounds, kRoundsPerTask, [&](std::size_t round, std::size_t worker) {
        work(variant.value, round, trace::writerOf(recorder, worker));
    });
    // [end]
}

void ContentionExperiment::work(std::uint32_t way, std::size_t round, trace::LaneWriter* writer)
{
    // [code then lock-contention/sequential mutex spin atomic sharded]
    std::uint64_t state = 0;
    {
        const ScopedSpan span(writer, State::Computing, kOutsideTask, static_cast<std::uint32_t>(round));
        state = m_rounds.before(round);
    }
    add(way, round, state, writer);
    // [end]
}

void ContentionExperiment::add(std::uint32_t way, std::size_t round, std::uint64_t state,
                               trace::LaneWriter* writer)
{
    const auto unit = static_cast<std::uint32_t>(round);
    // [code then lock-contention/sequential mutex spin]
    const auto addToTotal = [&] { m_total += m_rounds.within(state); };
    // [end]
    if (way == kMutex) {
        // [code then lock-contention/mutex]
        m_mutex.hold(writer, kInsideTask, unit, 1, addToTotal);
        // [end]
    } else if (way == kSpin) {
        // [code then lock-contention/spin]
        m_spin.hold(writer, kInsideTask, unit, 1, addToTotal);
        // [end]
    } else if (way == kSharded) {
        // [code then lock-contention/sharded]
        Shard& shard = m_shards[round % m_shards.size()];
        shard.lock.hold(writer, kInsideTask, unit, 1, [&] { shard.total += m_rounds.within(state); });
        // [end]
    } else {
        // [code then lock-contention/atomic sequential]
        const ScopedSpan span(writer, State::Computing, kInsideTask, unit);
        if (way == kAtomic)
            m_atomicTotal.fetch_add(m_rounds.within(state), std::memory_order_relaxed);
        else
            addToTotal();
        // [end]
    }
}

double ContentionExperiment::differenceFromSequential(VariantId variant)
{
    std::uint64_t total = variant.value == kAtomic ? m_atomicTotal.load(std::memory_order_relaxed) : m_total;
    if (variant.value == kSharded) {
        for (const Shard& shard : m_shards)
            total += shard.total;
    }
    const auto result = static_cast<double>(total);
    m_results.at(variant.value) = result;
    return std::abs(result - static_cast<double>(m_reference));
}

std::uint64_t ContentionExperiment::inputChecksum() const
{
    std::vector<float> halves; // exact in float: 16 bits each
    for (const std::uint64_t state : m_rounds.states()) {
        halves.push_back(static_cast<float>(state & 0xffff));
        halves.push_back(static_cast<float>(state >> 48));
    }
    Checksum checksum;
    checksum.add(halves);
    return checksum.value();
}

std::vector<NamedArray> ContentionExperiment::arrays() const
{
    const auto number = [](const char* name, double value) {
        auto values = std::make_shared<float[]>(1);
        values[0] = static_cast<float>(value);
        return NamedArray{name, {1}, std::move(values)};
    };
    std::vector<NamedArray> arrays = {number("total", static_cast<double>(m_reference))};
    for (std::uint32_t way = 0; way < kWays; ++way) {
        if (m_results[way])
            arrays.push_back(number(kKeys[way], *m_results[way]));
    }
    return arrays;
}

std::vector<Variant> variants()
{
    return {
        {kKeys[kAlone], "One worker", "Nobody else is there, so no lock is needed."},
        {kKeys[kMutex], "Mutex", "Whoever finds it taken sleeps until it is given back.", true},
        {kKeys[kSpin], "Spin lock", "Whoever finds it taken looks again and again.", true},
        {kKeys[kAtomic], "Atomic addition", "Everything but the addition itself moves out of the section.",
         true},
        {kKeys[kSharded], "Sharded", "Several locks, each with a part of the total.", true},
    };
}

std::vector<Sweep> sweeps()
{
    Sweep share;
    share.key = "share";
    share.label = "Sweep share under the lock";
    share.parameter = "share";
    share.values = {0, 5, 10, 20, 30, 40, 50, 60, 80, 100};
    for (const Way way : {kMutex, kSpin, kAtomic, kSharded})
        share.series.push_back({variants()[way].label, {}, std::size_t{way}});
    share.axisLabel = "% under the lock";
    Sweep workers;
    workers.key = "workers";
    workers.label = "Sweep workers";
    workers.parameter = "workers";
    workers.series = share.series;
    workers.axisLabel = "workers";
    return {share, workers};
}

ScenarioInfo describe()
{
    using Scale = Parameter::Scale;
    ScenarioInfo info;
    info.id = "lock-contention";
    info.title = "Lock contention";
    info.summary = "A loop with a critical section: the longer the lock is held, the fewer workers can help.";
    info.expected = Verdict::Depends;
    info.lesson = "lock-contention.md";
    info.parameters = {
        Parameter::integer("share", "Under the lock", "%", 50, 0, 100, Scale::Linear,
                           "How much of a round's work is done while holding the lock."),
        Parameter::integer("length", "Steps per round", "", 2000, 50, 100'000, Scale::Logarithmic,
                           "Multiply-adds in a round, each of which needs the one before."),
        Parameter::integer("rounds", "Rounds", "", 512, 64, 4096, Scale::Logarithmic,
                           "How often the loop runs, over all workers."),
    };
    info.variants = variants();
    for (const Way locked : {kMutex, kSpin})
        info.variants[locked].plan = Plan::Locked;
    info.main = kMutex;
    info.charts = {ChartKind::Locks, ChartKind::Ladder, ChartKind::Scaling};
    info.observe = {Observable::Held,   Observable::PathPart,  Observable::SecondCause,
                    Observable::Waited, Observable::MostUnits, Observable::Fastest};
    info.sweeps = sweeps();
    info.whatIfs = {{.key = "free-lock",
                     .label = "The lock costs nothing",
                     .variant = kKeys[kMutex],
                     .locksAreFree = true,
                     .realVariant = kKeys[kSharded],
                     .assumption = "sections take as long when several run at the same time"}};
    return info;
}

class LockContention : public Scenario
{
public:
    const ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<Experiment> prepare(const Request& request) const override
    {
        return std::make_unique<ContentionExperiment>(request);
    }
    SweepAnnotations annotate(const SweepResult& result, const Request& request) const override;

private:
    const ScenarioInfo m_info = describe();
};

// What nobody can pass at each share, and where a mutex takes more than the workers give. Amdahl's curve
// itself would be passed: while one worker holds the lock, others do what lies outside of it.
SweepAnnotations LockContention::annotate(const SweepResult& result, const Request& request) const
{
    SweepAnnotations annotations;
    if (result.sweep.key != "share")
        return annotations;
    SweepAnnotations::Line bound{"at most the workers, and 1 ÷ share", {}};
    for (int percent = 0; percent <= 100; ++percent)
        bound.points.emplace_back(percent, percent == 0 ? request.workers
                                                        : std::min(100.0 / percent, request.workers * 1.0));
    annotations.models.push_back(std::move(bound));
    std::optional<std::int64_t> slower;
    for (const SweepPoint& point : result.points) {
        if (point.series == 0 && point.interval.high < 1 && (!slower || point.value < *slower))
            slower = point.value;
    }
    if (slower)
        annotations.finding =
            "With " + std::to_string(*slower) +
            " % under the lock, the workers with the mutex are slower than one worker alone.";
    return annotations;
}

} // namespace

std::unique_ptr<const Scenario> make()
{
    return std::make_unique<LockContention>();
}

} // namespace lab::scenarios::lock_contention
