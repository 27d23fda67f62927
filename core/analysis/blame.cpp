// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/blame.h"

#include "core/analysis/steps.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace lab::analysis {

namespace {

using base::Nanoseconds;
using trace::State;

/// A stretch of a wait that is to be put to somebody's account.
struct Due
{
    StepId wait;
    Nanoseconds from = 0;
    Nanoseconds until = 0;
};

class Accounts
{
public:
    explicit Accounts(const Causes& causes) : m_causes(causes)
    {
        for (const auto& lane : causes.lanes)
            m_blame.ofStep.emplace_back(lane.size());
    }

    void put(StepId wait)
    {
        const Step& step = m_causes.at(wait);
        m_blame.waiting += step.duration();
        m_due.push_back({wait, step.begin, step.end});
        while (!m_due.empty()) {
            const Due due = m_due.back();
            m_due.pop_back();
            share(due);
        }
    }

    Blame take()
    {
        for (const auto& lane : m_blame.ofStep)
            for (const Nanoseconds blame : lane)
                m_blame.work += blame;
        return std::move(m_blame);
    }

private:
    void share(const Due& due)
    {
        const Step& step = m_causes.at(due.wait);
        const StepId* culprit = m_causes.culpritOf(step);
        if (!culprit) {
            (step.state == State::StartUp        ? m_blame.start
             : step.state == State::WaitsForData ? m_blame.unknown
                                                 : m_blame.latency) += due.until - due.from;
            return;
        }
        const Nanoseconds ready = std::clamp(m_causes.at(*culprit).end, due.from, due.until);
        m_blame.latency += due.until - ready;
        walk(*culprit, due.from, ready, step.state == State::WaitsForLock);
    }

    // What the lane of `last` did between two instants, backwards; of a lock, who held it.
    void walk(std::optional<StepId> at, Nanoseconds from, Nanoseconds until, bool lock)
    {
        for (; at && until > from; at = before(*at, lock)) {
            const Step& step = m_causes.at(*at);
            m_blame.latency += until - std::clamp(step.end, from, until); // the lock was free
            until = std::min(until, std::max(step.end, from));
            const Nanoseconds begin = std::clamp(step.begin, from, until);
            if (step.kind == Step::Kind::Work)
                m_blame.ofStep[at->lane][at->step] += until - begin;
            else if (step.kind == Step::Kind::Wait && until > begin)
                m_due.push_back({*at, begin, until});
            else
                m_blame.latency += until - begin;
            until = begin;
        }
        m_blame.latency += until - from;
    }

    std::optional<StepId> before(StepId at, bool lock) const
    {
        const Step& step = m_causes.at(at);
        if (const StepId* holder = m_causes.culpritOf(step); lock && holder && isHold(step))
            return *holder;
        if (at.step == 0)
            return std::nullopt;
        return StepId{at.lane, at.step - 1};
    }

    const Causes& m_causes;
    Blame m_blame;
    std::vector<Due> m_due;
};

} // namespace

Blame blameOf(const Causes& causes)
{
    Accounts accounts(causes);
    for (std::uint32_t lane = 0; lane < causes.lanes.size(); ++lane)
        for (std::uint32_t i = 0; i < causes.lanes[lane].size(); ++i)
            if (causes.lanes[lane][i].kind == Step::Kind::Wait)
                accounts.put({lane, i});
    return accounts.take();
}

std::vector<Culprit> Blame::worst(std::size_t most) const
{
    std::vector<Culprit> all;
    for (std::uint32_t lane = 0; lane < ofStep.size(); ++lane)
        for (std::uint32_t i = 0; i < ofStep[lane].size(); ++i)
            if (ofStep[lane][i] > 0)
                all.push_back({{lane, i}, ofStep[lane][i]});
    const std::size_t kept = std::min(most, all.size());
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(kept), all.end(),
                      [](const Culprit& a, const Culprit& b) {
                          return a.blame != b.blame ? a.blame > b.blame : a.step < b.step;
                      });
    all.resize(kept);
    return all;
}

std::vector<StepId> chainFrom(const Causes& causes, StepId wait)
{
    std::vector<StepId> chain{wait};
    // A culprit ends before whoever waits for it, or works: this ends.
    while (const StepId* culprit = causes.culpritOf(causes.at(chain.back()))) {
        chain.push_back(*culprit);
        const Step& step = causes.at(*culprit);
        if (step.kind != Step::Kind::Wait)
            break;
    }
    return chain;
}

} // namespace lab::analysis
