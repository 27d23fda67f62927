// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/capture.h"

#include "core/base/start_thread.h"
#include "core/scenario/moments.h"
#include "core/workers/core_waits.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace lab::session {

namespace {

constexpr std::chrono::milliseconds kCollectEvery{100};
constexpr base::Nanoseconds kWarmUp = 2'000'000;
constexpr int kMostWarmUps = 20;

// What is a property of the recording as a whole.
void learn(Capture& capture)
{
    capture.facts = analysis::factsOf(*capture.trace);
    capture.best = scenario::bestInstant(*capture.scene, *capture.trace);
    if (capture.complete)
        capture.why = analysis::explain(*capture.trace, capture.scene->needs);
}

// Whether each lane is one of several workers of the pool.
bool ofWorkers(const std::vector<trace::LaneInfo>& lanes, const workers::WorkerPool& pool)
{
    return pool.size() > 1 && lanes.size() == static_cast<std::size_t>(pool.size()) &&
           std::all_of(lanes.begin(), lanes.end(),
                       [](const trace::LaneInfo& lane) { return lane.kind == trace::LaneKind::Worker; });
}

// Workers must have fallen asleep before an iteration that is to include waking them.
void pauseBefore(const scenario::Experiment& experiment, const workers::WorkerPool& pool)
{
    if (const base::Nanoseconds pause = experiment.pauseBeforeIteration(); pause > 0 && !pool.stopRequested())
        std::this_thread::sleep_for(std::chrono::nanoseconds(pause));
}

// A worker that sleeps may need longer to wake than an iteration lasts, and then sleeps on: whole runs would
// stay on one worker. Where workers are meant to be awake, all of them are called together first.
void wakeWorkers(const scenario::Experiment& experiment, workers::WorkerPool& pool)
{
    if (pool.size() > 1 && experiment.pauseBeforeIteration() == 0)
        pool.onEveryWorker([](std::size_t) {});
}

// Brings workers and caches to where they are within a burst, so that the capture shows what is measured. The
// recorder is on: its first spans take ten times as long as those that follow.
void warmUp(scenario::Experiment& experiment, base::VariantId variant, workers::WorkerPool& pool,
            trace::Recorder& recorder)
{
    wakeWorkers(experiment, pool);
    const base::Nanoseconds until = base::now() + kWarmUp;
    for (int i = 0; i < kMostWarmUps && (i == 0 || base::now() < until) && !pool.stopRequested(); ++i) {
        experiment.reset(variant);
        experiment.iterate(variant, pool, &recorder);
        recorder.clear();
    }
}

// One iteration without recorder; ns.
double timeIteration(scenario::Experiment& experiment, base::VariantId variant, workers::WorkerPool& pool)
{
    experiment.reset(variant);
    pauseBefore(experiment, pool);
    const base::Nanoseconds begin = base::now();
    experiment.iterate(variant, pool, nullptr);
    const base::Nanoseconds end = base::now();
    const scenario::OwnTime time = experiment.ownTime(variant).value_or(scenario::OwnTime{begin, end});
    return static_cast<double>(time.end - time.begin);
}

// Drains a recorder while an iteration runs and publishes what there is so far.
class Collector
{
public:
    Collector(trace::Recorder& recorder, Capture base, std::vector<trace::LaneInfo> lanes, base::Ticks begin,
              std::function<void(std::shared_ptr<const Capture>)> publish)
        : m_recorder(recorder), m_capture(std::move(base)), m_lanes(std::move(lanes)), m_begin(begin),
          m_publish(std::move(publish)),
          m_thread(base::startThread([this](const std::stop_token& stop) { run(stop); }))
    {
    }

    /// Joins the thread and hands over everything drained. Throws what went wrong there.
    std::vector<std::vector<trace::Span>> finish()
    {
        m_thread.request_stop();
        m_thread.join();
        if (m_error)
            std::rethrow_exception(m_error);
        return std::move(m_spans);
    }

private:
    void run(const std::stop_token& stop)
    {
        try {
            follow(stop);
        } catch (...) { // memory may run out
            m_error = std::current_exception();
        }
    }

    void follow(const std::stop_token& stop)
    {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        while (!wake.wait_for(lock, stop, kCollectEvery, [] { return false; }) && !stop.stop_requested()) {
            m_recorder.drain(m_spans);
            Capture capture = m_capture;
            capture.complete = false;
            capture.trace = trace::Trace::make(m_lanes, m_spans, m_recorder.toSteady(m_begin), base::now(),
                                               m_recorder.recording());
            learn(capture);
            m_publish(std::make_shared<const Capture>(std::move(capture)));
        }
    }

    trace::Recorder& m_recorder;
    const Capture m_capture;
    const std::vector<trace::LaneInfo> m_lanes;
    const base::Ticks m_begin;
    const std::function<void(std::shared_ptr<const Capture>)> m_publish;
    std::vector<std::vector<trace::Span>> m_spans; // m_thread until joined
    std::exception_ptr m_error;                    // m_thread until joined
    std::jthread m_thread;                         // last: starts when the rest is there
};

} // namespace

base::Nanoseconds bestInstant(const Capture& capture)
{
    if (capture.best || !capture.trace || !capture.scene)
        return capture.best.value_or(0);
    return scenario::bestInstant(*capture.scene, *capture.trace);
}

Capture captureIteration(scenario::Experiment& experiment, base::VariantId variant, workers::WorkerPool& pool,
                         int round, const std::function<void(std::shared_ptr<const Capture>)>& partial)
{
    Capture capture;
    capture.variant = variant;
    capture.workers = pool.size();
    capture.round = round;
    capture.scene = experiment.scene(variant);
    const std::vector<trace::LaneInfo> lanes = experiment.lanes(variant, pool.size());
    trace::Recorder recorder(lanes.size());

    if (experiment.pauseBeforeIteration() == 0 && !partial)
        warmUp(experiment, variant, pool, recorder);
    std::optional<workers::CoreWaits> waits;
    if (ofWorkers(lanes, pool))
        waits.emplace(&pool);
    experiment.reset(variant);
    pauseBefore(experiment, pool);
    std::optional<Collector> collector;
    const base::Ticks begin = recorder.ticks();
    if (partial)
        collector.emplace(recorder, capture, lanes, begin, partial);
    const base::Ticks started = partial ? recorder.ticks() : begin;
    experiment.iterate(variant, pool, &recorder);
    const base::Ticks ended = recorder.ticks();
    if (waits && !pool.stopRequested())
        capture.withoutCore = waits->total(recorder.toSteady(ended) - recorder.toSteady(started));

    std::vector<std::vector<trace::Span>> spans;
    if (collector)
        spans = collector->finish();
    recorder.drain(spans);
    trace::TimeRange time;
    if (const auto own = experiment.ownTime(variant))
        time = {own->begin, own->end};
    else
        time = recorder.withoutRecording(spans, started, ended);
    capture.trace = trace::Trace::make(lanes, std::move(spans), time.begin, time.end, recorder.recording());
    learn(capture);
    return capture;
}

std::optional<double> measureBurst(scenario::Experiment& experiment, base::VariantId variant,
                                   workers::WorkerPool& pool, base::Nanoseconds length,
                                   std::int64_t& iterations)
{
    constexpr std::size_t kMostIterations = 4096;
    constexpr std::size_t kAFew = 4;
    constexpr double kLongForAFew = 10e6; // ns
    if (auto elsewhere = experiment.ownBurst(variant, length, kAFew + 1, kMostIterations + 1);
        elsewhere.size() > 1 && !pool.stopRequested()) {
        elsewhere.erase(elsewhere.begin()); // like the first of those here
        iterations += static_cast<std::int64_t>(elsewhere.size());
        return analysis::median(elsewhere);
    }
    if (pool.stopRequested())
        return std::nullopt;
    wakeWorkers(experiment, pool);
    const base::Nanoseconds until = base::now() + length;
    const double first = timeIteration(experiment, variant, pool);
    // What ran before still slows the second iteration: one of a few is typical, unless they last long.
    const std::size_t fewest = first < kLongForAFew ? kAFew : 0;
    std::vector<double> times;
    while ((base::now() < until || times.size() < fewest) && times.size() < kMostIterations &&
           !pool.stopRequested())
        times.push_back(timeIteration(experiment, variant, pool));
    if (pool.stopRequested())
        return std::nullopt;
    if (times.empty())
        times.push_back(first);
    iterations += static_cast<std::int64_t>(times.size());
    return analysis::median(times);
}

} // namespace lab::session
