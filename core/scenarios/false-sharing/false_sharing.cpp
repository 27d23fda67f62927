// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/false-sharing/false_sharing.h"

#include "core/machine/machine.h"
#include "core/scenario/sweep_result.h"
#include "core/scenarios/false-sharing/counters.h"
#include "core/scenarios/false-sharing/line_finding.h"
#include "core/scenarios/false-sharing/sharing_scene.h"
#include "core/scenarios/shared/checksum.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <random>

namespace lab::scenarios::false_sharing {

namespace {

using namespace scenario;
using trace::ScopedSpan;
using trace::State;

constexpr std::int64_t kSlot = sizeof(Counter);
constexpr std::int64_t kUsualLine = 64;

// What the system says of its first cache, 0 if nothing usable.
std::int64_t lineOfTheSystem()
{
    static const std::int64_t line = machine::read().lineBytes;
    return line >= kSlot && line % kSlot == 0 && line <= 256 ? line : 0;
}

// Batches long enough to make handing them out cheap, and enough of them for many workers to find one.
std::int64_t batchSize(std::int64_t increments)
{
    constexpr std::int64_t kWantedBatches = 96;
    constexpr std::int64_t kMostBatches = 4096;
    const std::int64_t size = std::clamp<std::int64_t>(increments / kWantedBatches, 64, 1024);
    return std::max(size, (increments + kMostBatches - 1) / kMostBatches);
}

std::vector<std::int64_t> drawStarts(std::uint64_t seed)
{
    constexpr int kStarts = 256;
    std::mt19937_64 random(seed);
    std::vector<std::int64_t> starts;
    starts.reserve(kStarts);
    for (int i = 0; i < kStarts; ++i)
        starts.push_back(static_cast<std::int64_t>(random() % 1000));
    return starts;
}

class SharingExperiment : public Experiment
{
public:
    explicit SharingExperiment(const Request& request);

    std::shared_ptr<const Scene> scene(VariantId variant) const override
    {
        return m_scenes.at(variant.value);
    }
    std::vector<trace::LaneInfo> lanes(VariantId variant, int workers) const override;
    Availability availability(VariantId variant) const override;
    void reset(VariantId variant) override { m_counters.at(variant.value)->reset(m_workers); }
    void iterate(VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    double differenceFromSequential(VariantId variant) override;
    double tolerance(VariantId) const override { return 0; }
    Work work() const override { return {static_cast<double>(itemCount()), 0, "M increments/s", 1e-3}; }
    std::uint64_t inputChecksum() const override;
    std::int64_t itemCount() const override { return m_batches * m_perBatch; }
    std::string itemName() const override { return "increment"; }
    std::vector<NamedArray> arrays() const override;

private:
    const std::int64_t m_workers;
    const std::int64_t m_perBatch;
    const std::int64_t m_batches; // whole ones: what was asked for is rounded up
    const std::vector<std::int64_t> m_starts;
    workers::WorkerPool m_one{1};
    std::array<std::optional<Counters>, kWays> m_counters;
    std::array<std::shared_ptr<const Scene>, kWays> m_scenes;
    std::array<std::shared_ptr<const std::vector<float>>, kWays> m_results; // of the ways that were verified
};

SharingExperiment::SharingExperiment(const Request& request)
    : m_workers(request.workers), m_perBatch(batchSize(integerOf(request.settings, "increments"))),
      m_batches((integerOf(request.settings, "increments") + m_perBatch - 1) / m_perBatch),
      m_starts(drawStarts(request.seed))
{
    throwIfStopped(request);
    const std::int64_t line = lineOfTheSystem() > 0 ? lineOfTheSystem() : kUsualLine;
    const std::int64_t distance = integerOf(request.settings, "padding") / kSlot * kSlot;
    for (std::uint32_t way = 0; way < kWays; ++way) {
        const Layout layout{static_cast<Way>(way), line, distance};
        m_counters[way].emplace(layout, m_starts);
        m_scenes[way] = makeScene(layout, isAlone(way) ? 1 : m_workers, m_batches, m_perBatch);
    }
}

std::vector<trace::LaneInfo> SharingExperiment::lanes(VariantId variant, int workers) const
{
    std::vector<trace::LaneInfo> lanes;
    for (int i = 1; i <= (isAlone(variant.value) ? 1 : workers); ++i)
        lanes.push_back({"worker " + std::to_string(i), trace::LaneKind::Worker});
    return lanes;
}

Availability SharingExperiment::availability(VariantId variant) const
{
    const Layout& layout = m_counters.at(variant.value)->layout();
    if (variant.value == kDistance)
        return {true, "a counter every " + std::to_string(layout.distance) + " bytes"};
    if (variant.value == kLine || variant.value == kWalk || variant.value == kWalkPadded)
        return {true, "lines of " + std::to_string(layout.line) + " bytes" +
                          (lineOfTheSystem() > 0 ? "" : " assumed, since the system does not say")};
    return {};
}

void SharingExperiment::iterate(VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    Counters& counters = *m_counters.at(variant.value);
    // [code false-sharing/alone adjacent distance line alone-plain plain walk walk-padded]
    const auto batch = [&](std::size_t index, std::size_t worker) {
        const ScopedSpan span(trace::writerOf(recorder, worker), State::Computing, kIncrementsTask,
                              static_cast<std::uint32_t>(index));
        counters.increment(worker, m_perBatch);
    };
    // One worker is handed its batches like several: in a loop of its own the same increments took another
    // time than when handed out, on some machines up to an eighth, and the difference is not what this is
    // about.
    if (isAlone(variant.value))
        m_one.setStopToken(pool.stopToken());
    workers::WorkerPool& taken = isAlone(variant.value) ? m_one : pool;
    counters.provideFor(taken.size());
    taken.forEach(static_cast<std::size_t>(m_batches), 1, batch);
    // [end]
}

double SharingExperiment::differenceFromSequential(VariantId variant)
{
    const Counters& counters = *m_counters.at(variant.value);
    m_results.at(variant.value) = std::make_shared<const std::vector<float>>(
        counters.increments(isAlone(variant.value) ? 1 : m_workers));
    return std::abs(static_cast<double>(counters.total() - itemCount()));
}

std::uint64_t SharingExperiment::inputChecksum() const
{
    std::vector<float> inputs(m_starts.begin(), m_starts.end());
    inputs.push_back(static_cast<float>(itemCount()));
    Checksum checksum;
    checksum.add(inputs);
    return checksum.value();
}

std::vector<NamedArray> SharingExperiment::arrays() const
{
    static constexpr std::array<const char*, kWays> kNames = {
        "alone", "adjacent", "distance", "line", "alone-plain", "plain", "walk", "walk-padded"};
    std::vector<NamedArray> arrays;
    for (std::uint32_t way = 0; way < kWays; ++way) {
        const auto& result = m_results[way];
        if (!result)
            continue;
        const std::int64_t slots = m_counters[way]->layout().line / kSlot;
        arrays.push_back({kNames[way],
                          {static_cast<std::int64_t>(result->size()) / slots, slots},
                          std::shared_ptr<const float[]>(result, result->data())});
    }
    return arrays;
}

std::vector<Sweep> sweeps()
{
    Sweep padding;
    padding.key = "padding";
    padding.label = "Sweep the distance";
    padding.parameter = "padding";
    padding.values = {8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 96, 128, 192, 256};
    padding.series = {{"chosen distance", {}, std::size_t{kDistance}}};
    padding.axisLabel = "bytes from counter to counter";
    Sweep workers;
    workers.key = "workers";
    workers.label = "Sweep workers";
    workers.parameter = "workers";
    workers.series = {{"adjacent", {}, std::size_t{kAdjacent}}, {"a line each", {}, std::size_t{kLine}}};
    workers.axisLabel = "workers";
    return {padding, workers};
}

ScenarioInfo describe()
{
    ScenarioInfo info;
    info.id = "false-sharing";
    info.title = "False sharing";
    info.summary = "Every worker counts in a counter of its own. Does it matter who lives next door?";
    info.expected = Verdict::Hurts;
    info.lesson = "false-sharing.md";
    info.parameters = {
        Parameter::integer("increments", "Increments", "", 100'000, 1000, 10'000'000,
                           Parameter::Scale::Logarithmic,
                           "How many increments the workers share out; rounded up to whole batches."),
        Parameter::integer(
            "padding", "Distance", "bytes", 64, 8, 256, Parameter::Scale::Linear,
            "From counter to counter, in the variant with a chosen distance; rounded down to a "
            "multiple of 8."),
    };
    info.variants = {
        {"alone", "One worker", "All increments go to one counter, atomically, from one worker."},
        {"adjacent", "Adjacent counters", "Counters lie 8 bytes apart, several in one cache line.", true},
        {"distance", "Chosen distance", "Counters lie as far apart as the setting says.", true},
        {"line", "A line each", "Every counter has a cache line to itself.", true},
        {"alone-plain", "One worker, plain", "All increments go to one counter by plain loads and stores."},
        {"plain", "Adjacent, plain", "Adjacent again, but with plain loads and stores.", true, kAlonePlain},
        {"walk", "Walk over shared lines",
         "Plain increments in 64 lines, one after the other; all workers have slots in the same lines.", true,
         kAlonePlain},
        {"walk-padded", "Walk over own lines", "The same walk, but each worker has 64 lines to itself.", true,
         kAlonePlain},
    };
    info.sequential = kAlone;
    info.main = kAdjacent;
    info.charts = {ChartKind::Ladder, ChartKind::Scaling};
    info.sweeps = sweeps();
    return info;
}

class FalseSharing : public Scenario
{
public:
    const ScenarioInfo& info() const override { return m_info; }

    std::unique_ptr<Experiment> prepare(const Request& request) const override
    {
        return std::make_unique<SharingExperiment>(request);
    }

    SweepAnnotations annotate(const SweepResult& result, const Request&) const override
    {
        SweepAnnotations annotations;
        if (result.sweep.parameter != "padding")
            return annotations;
        if (const std::int64_t line = lineOfTheSystem(); line > 0)
            annotations.marks.push_back(
                {static_cast<double>(line), "line, " + std::to_string(line) + " bytes, says the system"});
        annotations.finding = lineFinding(result.points, result.points.size() >= result.planned);
        return annotations;
    }

private:
    const ScenarioInfo m_info = describe();
};

} // namespace

std::unique_ptr<const Scenario> make()
{
    return std::make_unique<FalseSharing>();
}

} // namespace lab::scenarios::false_sharing
