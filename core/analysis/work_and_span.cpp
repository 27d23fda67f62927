// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/work_and_span.h"

#include "core/analysis/statistics.h"
#include "core/analysis/steps.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace lab::analysis {

namespace {

using base::Nanoseconds;
using trace::State;

bool isWorker(const trace::Trace& trace, std::size_t lane)
{
    return trace.lanes()[lane].info.kind == trace::LaneKind::Worker;
}

Nanoseconds dispatchOf(const trace::Trace& trace, const Causes& causes)
{
    std::vector<double> starts;
    std::vector<double> gaps;
    for (std::size_t lane = 0; lane < causes.lanes.size(); ++lane) {
        if (!isWorker(trace, lane))
            continue;
        for (const Step& step : causes.lanes[lane]) {
            if (step.state == State::StartUp)
                starts.push_back(static_cast<double>(step.duration()));
            else if (step.kind == Step::Kind::Gap)
                gaps.push_back(static_cast<double>(step.duration()));
        }
    }
    const std::vector<double>& costs = starts.empty() ? gaps : starts;
    return costs.empty() ? 0 : std::llround(median(costs));
}

// The longest chain to the end of each step, with what it costs to hand work over.
class Chains
{
public:
    // Without `dispatch` nothing costs anything, nor does a lock's hand-over.
    Chains(const trace::Trace& trace, const Causes& causes, std::optional<Nanoseconds> dispatch)
        : m_trace(trace), m_causes(causes), m_burdened(dispatch.has_value()),
          m_dispatch(dispatch.value_or(0)), m_lastWork(causes.lanes.size())
    {
        for (const auto& lane : causes.lanes)
            m_ends.emplace_back(lane.size());
    }

    Nanoseconds longest(const std::vector<StepId>& order)
    {
        Nanoseconds result = 0;
        for (const StepId id : order) {
            const Step& step = m_causes.at(id);
            const bool works = step.kind == Step::Kind::Work;
            m_ends[id.lane][id.step] = works ? readyAt(id, step) + step.duration() : waitEnds(id, step);
            if (!works)
                continue;
            m_lastWork[id.lane] = id.step;
            result = std::max(result, m_ends[id.lane][id.step]);
        }
        return result;
    }

private:
    Nanoseconds endOf(StepId id) const { return m_ends[id.lane][id.step]; }

    Nanoseconds needsEnd(const Step& step) const
    {
        Nanoseconds ends = 0;
        for (const StepId need : m_causes.needsOf(step))
            ends = std::max(ends, endOf(need));
        return ends;
    }

    // A barrier waits for its own worker, too; any other wait only for what it is for.
    Nanoseconds waitEnds(StepId id, const Step& step) const
    {
        const auto& last = m_lastWork[id.lane];
        const bool own = step.state == State::Barrier && last;
        if (!own && step.needs == 0)
            return 0;
        Nanoseconds cost = m_dispatch;
        if (step.state == State::WaitsForLock)
            cost = m_burdened ? step.end - m_causes.at(*m_causes.culpritOf(step)).end : 0;
        return std::max(needsEnd(step), own ? endOf({id.lane, *last}) : 0) + cost;
    }

    Nanoseconds readyAt(StepId id, const Step& step) const
    {
        const auto& lane = m_trace.lanes()[id.lane];
        const auto& last = m_lastWork[id.lane];
        const bool goesOn =
            last && (lane.info.kind != trace::LaneKind::Worker ||
                     shareUnits(lane.spans[m_causes.lanes[id.lane][*last].span], lane.spans[step.span]));
        Nanoseconds ready = goesOn ? endOf({id.lane, *last}) : m_dispatch;
        if (id.step > 0 && m_causes.lanes[id.lane][id.step - 1].kind != Step::Kind::Work)
            ready = std::max(ready, m_ends[id.lane][id.step - 1]);
        const bool handed = step.needs > 0 && !isHold(step);
        return std::max(ready, needsEnd(step) + (handed ? m_dispatch : 0));
    }

    const trace::Trace& m_trace;
    const Causes& m_causes;
    const bool m_burdened;
    const Nanoseconds m_dispatch;
    std::vector<std::vector<Nanoseconds>> m_ends;
    std::vector<std::optional<std::uint32_t>> m_lastWork; // by lane
};

} // namespace

double WorkAndSpan::parallelism() const
{
    return span > 0 ? static_cast<double>(work) / static_cast<double>(span) : 1;
}

WorkAndSpan workAndSpan(const trace::Trace& trace, const Causes& causes)
{
    WorkAndSpan result;
    for (const auto& lane : causes.lanes)
        for (const Step& step : lane) {
            if (step.kind == Step::Kind::Work)
                result.work += step.duration();
            else if (step.state == State::WaitsForData && step.needs == 0)
                result.outside += step.duration();
        }
    result.dispatch = dispatchOf(trace, causes);
    const std::vector<StepId> order = inOrder(causes);
    result.span = Chains(trace, causes, std::nullopt).longest(order);
    result.burdened = Chains(trace, causes, result.dispatch).longest(order);
    return result;
}

SpeedupBand speedupBand(const WorkAndSpan& law, double workers)
{
    if (law.work <= 0)
        return {};
    const auto work = static_cast<double>(law.work);
    const auto burdened = static_cast<double>(law.burdened);
    SpeedupBand band;
    band.upper = std::min(workers, law.parallelism());
    band.lower = std::min(band.upper, work / (std::max(0.0, work - burdened) / workers + burdened));
    return band;
}

} // namespace lab::analysis
