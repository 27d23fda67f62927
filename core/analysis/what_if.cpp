// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/what_if.h"

#include "core/analysis/steps.h"

#include <algorithm>
#include <vector>

namespace lab::analysis {

namespace {

using trace::State;

class Replay
{
public:
    Replay(const trace::Trace& trace, const Causes& causes, const Change& change)
        : m_trace(trace), m_causes(causes), m_change(change)
    {
        for (const auto& lane : causes.lanes)
            m_ends.emplace_back(lane.size());
    }

    double time()
    {
        double last = 0;
        double recorded = 0;
        for (const StepId id : inOrder(m_causes)) {
            const Step& step = m_causes.at(id);
            const double end = m_ends[id.lane][id.step] = endOf(id, step);
            if (step.leaves)
                continue;
            last = std::max(last, end);
            recorded = std::max(recorded, static_cast<double>(step.end));
        }
        return last + (static_cast<double>(m_causes.duration) - recorded) * m_change.overhead;
    }

private:
    double endOf(StepId id, const Step& step) const
    {
        double ready = id.step > 0 ? m_ends[id.lane][id.step - 1] : 0;
        auto due = static_cast<double>(step.begin);
        const bool lock = step.state == State::WaitsForLock || isHold(step);
        if (!(lock && m_change.locksAreFree)) {
            for (const StepId need : m_causes.needsOf(step)) {
                ready = std::max(ready, m_ends[need.lane][need.step]);
                due = std::max(due, static_cast<double>(m_causes.at(need).end));
            }
        }
        if (m_change.locksAreFree && (step.state == State::WaitsForLock || givesBack(id, step)))
            return ready;
        if (step.kind == Step::Kind::Work)
            return ready + static_cast<double>(step.duration()) * shareOf(id, step);
        const double left = static_cast<double>(step.end) - due;
        // A wait that is for nobody here lasts as long as it did.
        const bool outside = step.state == State::WaitsForData && step.needs == 0;
        return ready + left * (outside ? 1 : m_change.overhead);
    }

    // What nobody recorded behind a hold is giving the lock back, and waking whoever waits.
    bool givesBack(StepId id, const Step& step) const
    {
        if (step.kind != Step::Kind::Gap || id.step == 0)
            return false;
        return isHold(m_causes.lanes[id.lane][id.step - 1]);
    }

    double shareOf(StepId id, const Step& step) const
    {
        return m_change.work ? m_change.work(m_trace.lanes()[id.lane].spans[step.span]) : 1;
    }

    const trace::Trace& m_trace;
    const Causes& m_causes;
    const Change& m_change;
    std::vector<std::vector<double>> m_ends;
};

} // namespace

double predictedTime(const trace::Trace& trace, const Causes& causes, const Change& change)
{
    return Replay(trace, causes, change).time();
}

double balancedTime(const trace::Trace& trace, const Causes& causes, const Change& change)
{
    double work = 0;
    double start = 0;
    std::size_t workers = 0;
    base::Nanoseconds last = 0;
    for (std::size_t lane = 0; lane < causes.lanes.size(); ++lane) {
        if (trace.lanes()[lane].info.kind != trace::LaneKind::Worker)
            continue;
        ++workers;
        for (const Step& step : causes.lanes[lane]) {
            if (!step.leaves)
                last = std::max(last, step.end);
            if (step.kind == Step::Kind::Work)
                work += static_cast<double>(step.duration()) *
                        (change.work ? change.work(trace.lanes()[lane].spans[step.span]) : 1);
            else if (step.state == State::StartUp)
                start += static_cast<double>(step.duration()) * change.overhead;
        }
    }
    const double end = static_cast<double>(causes.duration - last) * change.overhead;
    return workers == 0 ? static_cast<double>(causes.duration)
                        : (work + start) / static_cast<double>(workers) + end;
}

} // namespace lab::analysis
