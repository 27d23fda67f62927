// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/pool-size/pool_experiment.h"

#include "core/scenarios/pool-size/pool_finding.h"
#include "core/scenarios/pool-size/pool_scene.h"
#include "core/scenarios/shared/checksum.h"
#include "core/scenarios/shared/grouped.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <thread>

namespace lab::scenarios::pool_size {

namespace {

using namespace scenario;
using trace::ScopedSpan;
using trace::State;
using workers::ThreadUsage;

constexpr double kLongestIteration = 2e9;                            // ns; there are six variants
constexpr double kNotDone = std::numeric_limits<double>::infinity(); // no result
constexpr std::array<const char*, kKinds> kWorkNames = {"product", "reading a record",
                                                        "half a product and a record"};

std::string milliseconds(base::Nanoseconds ns)
{
    const double ms = static_cast<double>(ns) * 1e-6;
    char text[32];
    std::snprintf(text, sizeof text, "%.*f ms", ms < 10 ? 2 : ms < 100 ? 1 : 0, ms);
    return text;
}

std::string remarkOn(const ThreadUsage& usage)
{
    std::string text = "involuntary switches: not available on this machine";
    if (usage.involuntarySwitches)
        text = grouped(static_cast<std::uint64_t>(*usage.involuntarySwitches)) +
               (*usage.involuntarySwitches == 1 ? " involuntary switch" : " involuntary switches");
    return text + (usage.waitedForCore
                       ? "; tasks waited " + milliseconds(*usage.waitedForCore) + " for a core"
                       : "; how long tasks waited for a core: not available");
}

} // namespace

PoolExperiment::PoolExperiment(const Request& request) : m_work(request), m_workers(kMostWorkers)
{
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        m_scenes[kind] = poolScene(itemCount(), kWorkNames[kind], machineHere());
        const base::Nanoseconds begin = base::now();
        for (std::size_t task = 0; task < m_work.tasks(); ++task) {
            throwIfStopped(request);
            m_reference[kind].push_back(m_work.compute(static_cast<Kind>(kind), task, m_workers[0].bench));
        }
        refuseLongIterations(static_cast<Kind>(kind), base::now() - begin);
    }
    for (auto& results : m_results)
        results.assign(m_work.tasks(), kNotDone);
}

// One worker takes its tasks one after the other, waiting included.
void PoolExperiment::refuseLongIterations(Kind kind, base::Nanoseconds computing) const
{
    const double waiting = static_cast<double>(std::chrono::nanoseconds(m_work.waitOf(kind)).count()) *
                           static_cast<double>(m_work.tasks());
    const double iteration = static_cast<double>(computing) + waiting;
    if (iteration > kLongestIteration)
        throw ParameterError("these settings take one worker " +
                             std::to_string(std::lround(iteration * 1e-9)) +
                             " s an iteration, and more than 2 s are not possible: lower 'tasks', 'size' or "
                             "'wait'");
}

std::shared_ptr<const Scene> PoolExperiment::scene(base::VariantId variant) const
{
    return m_scenes.at(variant.value / 2);
}

std::vector<trace::LaneInfo> PoolExperiment::lanes(base::VariantId variant, int workers) const
{
    std::vector<trace::LaneInfo> lanes;
    for (int i = 1; i <= (onPool(variant.value) ? workers : 1); ++i)
        lanes.push_back({"worker " + std::to_string(i), trace::LaneKind::Worker});
    return lanes;
}

void PoolExperiment::reset(base::VariantId variant)
{
    std::fill(m_results.at(variant.value).begin(), m_results.at(variant.value).end(), kNotDone);
}

void PoolExperiment::iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    const std::uint32_t way = variant.value;
    for (Worker& worker : m_workers)
        worker.usage = {0, 0, 0};
    if (onPool(way)) {
        // [code pool-size/cpu io mixed]
        pool.forEach(m_work.tasks(), 1, [&](std::size_t task, std::size_t worker) {
            doTask(way, task, worker, trace::writerOf(recorder, worker));
        });
        // [end]
    } else {
        // [code pool-size/cpu-one io-one mixed-one]
        for (std::size_t task = 0; task < m_work.tasks() && !pool.stopRequested(); ++task)
            doTask(way, task, 0, trace::writerOf(recorder, 0));
        // [end]
    }
    if (!recorder)
        return;
    ThreadUsage all{0, 0, 0};
    for (const Worker& worker : m_workers)
        all += worker.usage;
    m_remarks.at(way) = remarkOn(all);
}

// Asking the system takes a few µs a task, so it is done only while recording.
void PoolExperiment::doTask(std::uint32_t way, std::size_t task, std::size_t worker,
                            trace::LaneWriter* writer)
{
    Worker& own = m_workers[worker];
    if (!writer)
        return waitAndCompute(way, task, own, writer);
    const ThreadUsage before = ThreadUsage::read();
    waitAndCompute(way, task, own, writer);
    own.usage += ThreadUsage::read() - before;
}

void PoolExperiment::waitAndCompute(std::uint32_t way, std::size_t task, Worker& worker,
                                    trace::LaneWriter* writer)
{
    const Kind kind = kindOf(way);
    const auto unit = static_cast<std::uint32_t>(task);
    // [code then pool-size/io-one io mixed-one mixed]
    if (const auto wait = m_work.waitOf(kind); wait.count() > 0) {
        const ScopedSpan span(writer, State::WaitsForData, kStorageTask, unit);
        std::this_thread::sleep_for(wait); // emulated storage: the thread is blocked, as by a read
    }
    // [end]
    // [code then pool-size/cpu-one cpu io-one io mixed-one mixed]
    const ScopedSpan span(writer, State::Computing, kComputeTask, unit);
    m_results[way][task] = m_work.compute(kind, task, worker.bench);
    // [end]
}

double PoolExperiment::differenceFromSequential(base::VariantId variant)
{
    const auto& reference = m_reference.at(variant.value / 2);
    const auto& results = m_results.at(variant.value);
    double largest = 0;
    for (std::size_t task = 0; task < results.size(); ++task)
        largest = std::max(largest, std::abs(results[task] - reference[task]));
    return largest;
}

std::string PoolExperiment::remark(base::VariantId variant)
{
    return m_remarks.at(variant.value);
}

Work PoolExperiment::work() const
{
    return {static_cast<double>(m_work.tasks()), 0, "tasks/s", 1e-9};
}

std::uint64_t PoolExperiment::inputChecksum() const
{
    Checksum checksum;
    checksum.add(m_work.inputs().elements());
    checksum.add(m_work.weights().elements());
    checksum.add(m_work.records().elements());
    return checksum.value();
}

std::vector<NamedArray> PoolExperiment::arrays() const
{
    std::vector<NamedArray> arrays = {
        {"inputs", m_work.inputs().shape(), m_work.inputs().shared()},
        {"weights", m_work.weights().shape(), m_work.weights().shared()},
        {"records", m_work.records().shape(), m_work.records().shared()},
    };
    for (std::uint32_t way = 0; way < kWays; ++way) {
        auto values = std::make_shared<float[]>(m_work.tasks());
        std::transform(m_results[way].begin(), m_results[way].end(), values.get(),
                       [](double result) { return static_cast<float>(result); });
        arrays.push_back({kKeys[way], {itemCount()}, std::move(values)});
    }
    return arrays;
}

} // namespace lab::scenarios::pool_size
