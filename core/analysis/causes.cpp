// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/causes.h"

#include "core/analysis/lock_profile.h"
#include "core/analysis/steps.h"
#include "core/trace/ordered_runs.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace lab::analysis {

namespace {

using base::Nanoseconds;
using trace::Span;
using trace::State;

Step::Kind kindOf(State state)
{
    switch (state) {
    case State::Computing:
    case State::Holds:
    case State::HoldsWhileOthersWait:
    case State::Transfer:
    case State::DeviceBusy:
        return Step::Kind::Work;
    case State::WaitsForLock:
    case State::WaitsForData:
    case State::Barrier:
    case State::StartUp:
        return Step::Kind::Wait;
    case State::Idle:
        break;
    }
    return Step::Kind::Gap;
}

std::vector<Step> stepsOf(const trace::Lane& lane, Nanoseconds duration)
{
    std::vector<Step> steps;
    const auto segments = lane.index.segments();
    steps.reserve(segments.size() + 1);
    Nanoseconds at = 0;
    const auto gapUntil = [&](Nanoseconds t) {
        if (t > at)
            steps.push_back({at, t});
    };
    for (const trace::Segment& segment : segments) {
        gapUntil(segment.begin);
        steps.push_back({segment.begin, segment.end, segment.span, segment.state, kindOf(segment.state)});
        at = segment.end;
    }
    gapUntil(duration);
    if (!steps.empty() && steps.back().kind == Step::Kind::Gap) {
        steps.back().leaves = true;
        steps.back().kind = Step::Kind::Wait;
    }
    return steps;
}

// Adds what steps need to a graph of steps.
class Needs
{
public:
    Needs(const trace::Trace& trace, Causes& causes) : m_trace(trace), m_causes(causes) {}

    void ofLocks();
    void ofData();
    void ofBarriers();
    void ofUnits(std::span<const UnitNeed> unitNeeds);
    void ofLinks();
    void ofTheEnd();
    void store();

private:
    using Steps = std::vector<Step>;
    const Steps& steps(std::size_t lane) const { return m_causes.lanes[lane]; }
    const Span& spanOf(std::size_t lane, const Step& step) const
    {
        return m_trace.lanes()[lane].spans[step.span];
    }
    // What ends later than whoever needs it was recorded wrongly; without it the graph has no circles.
    void add(std::uint32_t lane, std::uint32_t step, StepId need)
    {
        const Step& at = steps(lane)[step];
        if (m_causes.at(need).end <= (at.kind == Step::Kind::Work ? at.begin : at.end))
            m_found.push_back({{lane, step}, need});
    }
    std::optional<StepId> lastWorkBefore(std::size_t lane, Nanoseconds t) const;
    std::optional<StepId> maker(std::size_t lane, const Span& wanted, Nanoseconds until) const;

    const trace::Trace& m_trace;
    Causes& m_causes;
    std::vector<std::pair<StepId, StepId>> m_found; // who, and what it needs
};

void Needs::ofLocks()
{
    for (const std::uint32_t lock : locksOf(m_trace)) {
        const std::vector<Hold> holds = holdsOf(m_trace, lock);
        for (std::size_t i = 1; i < holds.size(); ++i) {
            const auto lane = static_cast<std::uint32_t>(holds[i].lane);
            const auto before = static_cast<std::uint32_t>(holds[i - 1].lane);
            const StepId previous{before, m_causes.stepAt(before, holds[i - 1].end - 1)};
            add(lane, m_causes.stepAt(lane, holds[i].begin), previous);
            if (holds[i].waited == 0 || holds[i].begin == 0)
                continue;
            const std::uint32_t wait = m_causes.stepAt(lane, holds[i].begin - 1);
            if (lane != before && steps(lane)[wait].state == State::WaitsForLock)
                add(lane, wait, previous);
        }
    }
}

// The last work of a lane that has ended at `t`.
std::optional<StepId> Needs::lastWorkBefore(std::size_t lane, Nanoseconds t) const
{
    const Steps& all = steps(lane);
    auto after = std::upper_bound(all.begin(), all.end(), t,
                                  [](Nanoseconds time, const Step& step) { return time < step.end; });
    while (after != all.begin())
        if ((--after)->kind == Step::Kind::Work)
            return StepId{static_cast<std::uint32_t>(lane), static_cast<std::uint32_t>(after - all.begin())};
    return std::nullopt;
}

// The work of a lane on what is wanted; where it is not among the latest, the latest.
std::optional<StepId> Needs::maker(std::size_t lane, const Span& wanted, Nanoseconds until) const
{
    constexpr std::uint32_t kLookBack = 64;
    const std::optional<StepId> latest = lastWorkBefore(lane, until);
    if (!latest)
        return std::nullopt;
    for (std::uint32_t back = 0; back <= std::min(latest->step, kLookBack); ++back) {
        const Step& step = steps(lane)[latest->step - back];
        if (step.kind != Step::Kind::Work)
            continue;
        const Span& made = spanOf(lane, step);
        if (made.task == wanted.task && shareUnits(made, wanted))
            return StepId{latest->lane, latest->step - back};
    }
    return latest;
}

void Needs::ofData()
{
    for (std::uint32_t lane = 0; lane < m_causes.lanes.size(); ++lane) {
        for (std::uint32_t i = 0; i < steps(lane).size(); ++i) {
            const Step& step = steps(lane)[i];
            if (step.state != State::WaitsForData)
                continue;
            const Span& wait = spanOf(lane, step);
            if (wait.peer >= m_causes.lanes.size() || wait.peer == lane)
                continue; // for nobody here, such as storage
            if (const auto need = maker(wait.peer, wait, step.end))
                add(lane, i, *need);
        }
    }
}

// A barrier is a task, and the spans there that have an instant in common: it opens when the last one comes.
void Needs::ofBarriers()
{
    struct Stand
    {
        StepId id;
        Nanoseconds begin = 0;
        Nanoseconds end = 0;
    };
    std::map<base::TaskId, std::vector<Stand>> byTask;
    for (std::uint32_t lane = 0; lane < m_causes.lanes.size(); ++lane)
        for (std::uint32_t i = 0; i < steps(lane).size(); ++i)
            if (const Step& step = steps(lane)[i]; step.state == State::Barrier)
                byTask[spanOf(lane, step).task].push_back({{lane, i}, step.begin, step.end});
    for (auto& [task, stands] : byTask) {
        std::sort(stands.begin(), stands.end(),
                  [](const Stand& a, const Stand& b) { return a.begin < b.begin; });
        for (auto first = stands.begin(); first != stands.end();) {
            Nanoseconds leaves = first->end;
            auto last = first;
            while (std::next(last) != stands.end() && std::next(last)->begin <= leaves) {
                ++last;
                leaves = std::min(leaves, last->end);
            }
            const auto end = std::next(last);
            for (auto each = first; each != end; ++each)
                for (auto other = first; other != end; ++other)
                    if (other->id.step > 0 && other->id.lane != each->id.lane)
                        add(each->id.lane, each->id.step, {other->id.lane, other->id.step - 1});
            first = end;
        }
    }
}

// The gap before work whose units need others; where there is none, the work itself.
void Needs::ofUnits(std::span<const UnitNeed> unitNeeds)
{
    if (unitNeeds.empty())
        return;
    std::map<std::pair<base::TaskId, std::int64_t>, StepId> makers;      // the last of a unit
    std::map<std::pair<base::TaskId, std::uint32_t>, StepId> lastOfLane; // of a task
    for (std::uint32_t lane = 0; lane < m_causes.lanes.size(); ++lane)
        for (std::uint32_t i = 0; i < steps(lane).size(); ++i)
            if (const Step& step = steps(lane)[i]; step.kind == Step::Kind::Work) {
                const Span& span = spanOf(lane, step);
                lastOfLane[{span.task, lane}] = {lane, i};
                for (std::uint32_t unit = span.first; unit < span.first + span.count; ++unit) {
                    const auto [at, isNew] = makers.try_emplace({span.task, unit}, StepId{lane, i});
                    if (!isNew && m_causes.at(at->second).end < step.end)
                        at->second = {lane, i};
                }
            }
    for (std::uint32_t lane = 0; lane < m_causes.lanes.size(); ++lane)
        for (std::uint32_t i = 0; i < steps(lane).size(); ++i) {
            const Step& step = steps(lane)[i];
            if (step.kind != Step::Kind::Work)
                continue;
            const Span& span = spanOf(lane, step);
            const std::uint32_t who = i > 0 && steps(lane)[i - 1].kind == Step::Kind::Gap ? i - 1 : i;
            const auto needs = [&](StepId made) {
                if (m_causes.at(made).end <= step.begin && made != StepId{lane, i})
                    add(lane, who, made);
            };
            for (const UnitNeed& need : unitNeeds) {
                if (span.task != need.task)
                    continue;
                if (const auto made = makers.find({need.needs, std::int64_t{span.first} - need.shift});
                    made != makers.end() && !need.all)
                    needs(made->second);
                for (std::uint32_t other = 0; need.all && other < m_causes.lanes.size(); ++other)
                    if (const auto last = lastOfLane.find({need.needs, other}); last != lastOfLane.end())
                        needs(last->second);
            }
        }
}

// A transfer begins when what it carries is there: nothing says so but that the work that made it has just
// ended.
void Needs::ofLinks()
{
    for (std::uint32_t lane = 0; lane < m_causes.lanes.size(); ++lane) {
        if (m_trace.lanes()[lane].info.kind != trace::LaneKind::Link)
            continue;
        for (std::uint32_t i = 0; i + 1 < steps(lane).size(); ++i) {
            const Step& gap = steps(lane)[i];
            if (gap.kind != Step::Kind::Gap || gap.leaves)
                continue;
            std::optional<StepId> latest;
            for (std::uint32_t other = 0; other < m_causes.lanes.size(); ++other)
                if (const auto work = other == lane ? std::nullopt : lastWorkBefore(other, gap.end))
                    if (m_causes.at(*work).end > gap.begin &&
                        (!latest || m_causes.at(*latest).end < m_causes.at(*work).end))
                        latest = work;
            if (latest)
                add(lane, i, *latest);
        }
    }
}

void Needs::ofTheEnd()
{
    const std::optional<StepId> last = lastStep(m_causes);
    for (std::uint32_t lane = 0; last && lane < m_causes.lanes.size(); ++lane)
        if (const Steps& all = steps(lane); lane != last->lane && !all.empty() && all.back().leaves)
            add(lane, static_cast<std::uint32_t>(all.size() - 1), *last);
}

// A gap with needs was a wait that nobody recorded.
void Needs::store()
{
    std::sort(m_found.begin(), m_found.end());
    m_causes.needs.reserve(m_found.size());
    for (const auto& [who, need] : m_found) {
        Step& step = m_causes.lanes[who.lane][who.step];
        if (step.needs++ == 0)
            step.firstNeed = static_cast<std::uint32_t>(m_causes.needs.size());
        if (step.kind == Step::Kind::Gap)
            step.kind = Step::Kind::Wait;
        m_causes.needs.push_back(need);
    }
}

struct Due
{
    base::Nanoseconds end = 0;
    bool waits = false; // after work that ends at the same instant
    StepId id;
};

} // namespace

const StepId* Causes::culpritOf(const Step& step) const
{
    const auto found = needsOf(step);
    const auto latest = std::max_element(found.begin(), found.end(),
                                         [&](StepId a, StepId b) { return at(a).end < at(b).end; });
    return latest == found.end() ? nullptr : &*latest;
}

std::uint32_t Causes::stepAt(std::size_t lane, Nanoseconds t) const
{
    const auto& all = lanes[lane];
    const auto found = std::upper_bound(all.begin(), all.end(), t,
                                        [](Nanoseconds time, const Step& step) { return time < step.end; });
    return static_cast<std::uint32_t>(std::min(found, std::prev(all.end())) - all.begin());
}

Causes causesOf(const trace::Trace& trace, std::span<const UnitNeed> unitNeeds)
{
    Causes causes;
    causes.duration = trace.duration();
    for (const trace::Lane& lane : trace.lanes())
        causes.lanes.push_back(stepsOf(lane, causes.duration));
    Needs needs(trace, causes);
    needs.ofLocks();
    needs.ofData();
    needs.ofBarriers();
    needs.ofUnits(unitNeeds);
    needs.ofLinks();
    needs.ofTheEnd();
    needs.store();
    return causes;
}

std::vector<StepId> inOrder(const Causes& causes)
{
    trace::OrderedRuns<Due> runs;
    for (std::uint32_t lane = 0; lane < causes.lanes.size(); ++lane) {
        runs.beginRun();
        for (std::uint32_t i = 0; i < causes.lanes[lane].size(); ++i) {
            const Step& step = causes.lanes[lane][i];
            runs.add({step.end, step.kind == Step::Kind::Wait, {lane, i}});
        }
    }
    std::vector<StepId> order;
    for (const Due& due : std::move(runs).merged(
             [](const Due&a, const Due&b) { return a.end != b.end ? a.end < b.end : a.waits < b.waits; }))
        order.push_back(due.id);
    return order;
}

} // namespace lab::analysis
