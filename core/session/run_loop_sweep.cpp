// SPDX-License-Identifier: GPL-3.0-or-later
// The sweep of RunLoop: many short measurements, one for each value of a parameter.
#include "core/base/start_thread.h"
#include "core/session/capture.h"
#include "core/session/run_loop.h"

#include <algorithm>
#include <new>

namespace lab::session {

namespace {

constexpr int kFewestRounds = 7;
constexpr int kMostRounds = 25;
constexpr int kMostDisturbed = 60; // rounds of a point that are put off, a few ms each
constexpr base::Nanoseconds kBurst = 15'000'000;
constexpr double kWantedPrecision = 0.04;
constexpr base::Nanoseconds kLongestPoint = 2'000'000'000;

const scenario::Sweep& findSweep(const scenario::ScenarioInfo& info, const std::string& key)
{
    for (const scenario::Sweep& sweep : info.sweeps) {
        if (sweep.key == key)
            return sweep;
    }
    throw scenario::ParameterError("scenario '" + info.id + "' has no sweep '" + key + "'");
}

std::vector<std::optional<analysis::Crossing>> crossings(const scenario::SweepResult& result)
{
    std::vector<std::optional<analysis::Crossing>> found;
    if (result.sweep.shows != scenario::Sweep::Shows::Speedup)
        return found;
    for (std::size_t s = 0; s < result.sweep.series.size(); ++s) {
        std::vector<analysis::CurvePoint> curve;
        for (const scenario::SweepPoint& point : result.points) {
            if (point.series == s)
                curve.push_back({point.x, point.speedup, point.interval});
        }
        std::sort(curve.begin(), curve.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
        found.push_back(analysis::crossing(curve, 1.0));
    }
    return found;
}

} // namespace

void RunLoop::sweep()
{
    scenario::SweepResult result;
    result.sweep = m_options.ownSweep ? *m_options.ownSweep : findSweep(info(), m_options.sweep);
    if (result.sweep.parameter == "workers" && result.sweep.values.empty()) {
        for (const int workers :
             scalingLadder(m_session.m_machine, m_state.request.workers, result.sweep.workersPerCore))
            result.sweep.values.push_back(workers);
    }
    result.planned = result.sweep.values.size() * result.sweep.series.size();
    m_state.sweep = std::move(result);
    m_begin = base::now();
    publish(Phase::Measuring);
    // Values outside, series inside: all curves grow together, and drift hits them alike.
    for (const std::int64_t value : m_state.sweep->sweep.values) {
        for (std::size_t series = 0; series < m_state.sweep->sweep.series.size() && !stopping(); ++series) {
            const bool goesOn = tryPoint(series, value);
            m_state.sweep->crossings = crossings(*m_state.sweep);
            m_state.sweep->annotations = annotations();
            publishAndLetDraw();
            if (!goesOn)
                return;
        }
    }
}

// Points at which the cores were busy are no evidence; where they are many, there is no finding.
scenario::SweepAnnotations RunLoop::annotations() const
{
    scenario::SweepResult evidence = *m_state.sweep;
    const auto busy = static_cast<std::size_t>(
        std::erase_if(evidence.points, [](const auto& point) { return point.coresBusy; }));
    evidence.planned -= std::min(busy, evidence.planned);
    scenario::SweepAnnotations annotations = m_options.scenario->annotate(evidence, m_state.request);
    if (!isEvidence(*m_state.sweep))
        annotations.finding.clear();
    return annotations;
}

// What has been measured is kept, whatever happens to a point. False where the machine has no room for it:
// what follows would need more.
bool RunLoop::tryPoint(std::size_t series, std::int64_t value)
{
    scenario::SweepResult& sweep = *m_state.sweep;
    const auto noRoom = [&](const std::string& reason) {
        sweep.note = "from " + sweep.sweep.parameter + " = " + std::to_string(value) + " on: " + reason;
        sweep.planned = sweep.points.size();
        return false;
    };
    try {
        measurePoint(series, value);
    } catch (const scenario::ParameterError& error) {
        sweep.note = error.what();
        --sweep.planned;
    } catch (const std::bad_alloc&) {
        return noRoom("there is not enough memory");
    } catch (const base::NoThread& error) {
        return noRoom(error.what());
    }
    return true;
}

std::uint32_t RunLoop::baseOf(const scenario::Experiment& experiment, const scenario::Sweep::Series& series,
                              std::uint32_t compared) const
{
    const auto sequential = static_cast<std::uint32_t>(m_state.sequentialVariant);
    const auto against = static_cast<std::uint32_t>(series.base.value_or(info().variants[compared].against));
    const bool usable = against != compared && against < info().variants.size() &&
                        experiment.availability({against}).available;
    return usable ? against : sequential;
}

void RunLoop::measurePoint(std::size_t series, std::int64_t value)
{
    const scenario::Sweep& plan = m_state.sweep->sweep;
    scenario::Request request = m_state.request;
    for (const auto* overrides : {&plan.overrides, &plan.series[series].overrides}) {
        for (const auto& [name, setting] : *overrides)
            request.settings[name] = setting;
    }
    if (plan.parameter == "workers")
        request.workers = static_cast<int>(value);
    else
        request.settings[plan.parameter] = value;
    workers::WorkerPool::releaseCaller();
    const auto experiment = m_options.scenario->prepare(stoppable(complete(info(), request)));

    const auto compared =
        static_cast<std::uint32_t>(plan.series[series].variant.value_or(m_state.mainVariant));
    const auto base = baseOf(*experiment, plan.series[series], compared);
    const bool relative = plan.shows == scenario::Sweep::Shows::Speedup;
    for (const std::uint32_t needed : {compared, relative ? base : compared}) {
        if (const scenario::Availability can = experiment->availability({needed}); !can.available)
            throw scenario::ParameterError("'" + info().variants[needed].label + "' cannot run: " + can.note);
    }
    const auto workersOf = [&](std::uint32_t variant) {
        return info().variants[variant].usesPool ? experiment->workers({variant}, request.workers) : 1;
    };
    const int workers = workersOf(compared);
    const int baseWorkers = relative ? workersOf(base) : 1;
    const auto items = static_cast<double>(std::max<std::int64_t>(experiment->itemCount(), 1));
    std::vector<double> sequential;
    std::vector<double> times;
    std::vector<double> results; // ratios, or times an item: what the chart shows
    std::int64_t iterations = 0;
    const auto timed = [&](std::uint32_t variant, workers::WorkerPool& workersPool) {
        placeCaller(info().variants[variant], workersPool);
        return measureBurst(*experiment, {variant}, workersPool, kBurst, iterations);
    };
    workers::WorkerPool& probed = pool(std::min(workers, m_session.m_machine.cores));
    analysis::Interval interval;
    const base::Nanoseconds until = base::now() + kLongestPoint;
    int disturbed = 0;
    for (int round = 0; round < kMostRounds; ++round) {
        // A round without its cores says nothing of the parameter; but a point cannot wait for ever.
        while (workers > 1 && disturbed < kMostDisturbed && !stopping() && !m_session.m_watch.isFree(probed))
            ++disturbed;
        const auto a = relative ? timed(base, pool(baseWorkers)) : 1.0;
        const auto b = a ? timed(compared, pool(workers)) : std::nullopt;
        if (!b)
            return;
        sequential.push_back(*a);
        times.push_back(*b / items);
        results.push_back(relative ? *a / *b : *b / items);
        interval = analysis::bootstrapMedian(results);
        const bool precise = interval.width() < kWantedPrecision * analysis::median(results);
        if (round + 1 >= kFewestRounds && (precise || base::now() > until))
            break;
    }
    scenario::SweepPoint point;
    point.series = series;
    point.value = value;
    point.x = plan.xIsMeasuredWork ? analysis::median(sequential) / items * 1e-3 : static_cast<double>(value);
    point.samples = static_cast<int>(times.size());
    point.coresBusy = disturbed == kMostDisturbed;
    point.perItem = analysis::median(times);
    point.perItemInterval = analysis::bootstrapMedian(times);
    if (relative) {
        point.speedup = analysis::median(results);
        point.interval = interval;
    }
    m_state.sweep->points.push_back(point);
}

} // namespace lab::session
