// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lock_profile.h"

#include "core/analysis/breakdown.h"
#include "core/analysis/statistics.h"
#include "core/trace/ordered_runs.h"

#include <algorithm>
#include <set>
#include <utility>

namespace lab::analysis {

namespace {

using trace::Span;
using trace::State;

TimeSummary summarise(const std::vector<double>& times)
{
    TimeSummary summary;
    if (times.empty())
        return summary;
    summary.median = median(times);
    summary.p99 = quantile(times, 0.99);
    for (const double time : times)
        summary.total += static_cast<base::Nanoseconds>(time);
    return summary;
}

LockUse useOf(const std::vector<const Hold*>& holds)
{
    LockUse use;
    std::vector<double> waits;
    std::vector<double> times;
    for (const Hold* hold : holds) {
        use.lane = hold->lane;
        times.push_back(static_cast<double>(hold->end - hold->begin));
        if (hold->waited > 0)
            waits.push_back(static_cast<double>(hold->waited));
    }
    use.acquisitions = static_cast<std::int64_t>(times.size());
    use.contended = static_cast<std::int64_t>(waits.size());
    use.wait = summarise(waits);
    use.hold = summarise(times);
    return use;
}

// Union of the holds, which are sorted by begin.
base::Nanoseconds heldTime(const std::vector<Hold>& holds)
{
    base::Nanoseconds total = 0;
    base::Nanoseconds until = 0;
    for (const Hold& hold : holds) {
        total += std::max<base::Nanoseconds>(0, hold.end - std::max(hold.begin, until));
        until = std::max(until, hold.end);
    }
    return total;
}

} // namespace

std::vector<std::uint32_t> locksOf(const trace::Trace& trace)
{
    std::set<std::uint32_t> locks;
    std::uint32_t latest = Span::kNobody;
    for (const trace::Lane& lane : trace.lanes()) {
        for (const Span& span : lane.spans) {
            if (trace::isHold(span) && span.peer != latest) {
                latest = span.peer;
                locks.insert(latest);
            }
        }
    }
    locks.erase(Span::kNobody);
    return {locks.begin(), locks.end()};
}

std::vector<Hold> holdsOf(const trace::Trace& trace, std::uint32_t lock)
{
    const auto isOfLock = [&](const Span& span) { return span.peer == lock && trace::isHold(span); };
    std::size_t most = 0; // growing a long list would take its memory twice
    for (const trace::Lane& lane : trace.lanes())
        most += static_cast<std::size_t>(std::count_if(lane.spans.begin(), lane.spans.end(), isOfLock));
    trace::OrderedRuns<Hold> holds;
    holds.reserve(most);
    for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
        const auto& spans = trace.lanes()[lane].spans;
        holds.beginRun();
        base::Nanoseconds waited = 0;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            const Span& span = spans[i];
            if (span.peer != lock)
                continue;
            if (span.state == State::WaitsForLock) {
                waited = span.duration();
            } else if (trace::isHold(span)) {
                if (!holds.runIsEmpty() && waited == 0 && span.begin <= holds.last().end &&
                    span.first == spans[holds.last().span].first)
                    holds.last().end = std::max(holds.last().end, span.end);
                else
                    holds.add({lane, i, span.begin, span.end, std::exchange(waited, 0)});
            }
        }
    }
    return std::move(holds).merged([](const Hold& a, const Hold& b) { return a.begin < b.begin; });
}

std::vector<LockProfile> lockProfiles(const trace::Trace& trace)
{
    std::vector<LockProfile> profiles;
    for (const std::uint32_t lock : locksOf(trace)) {
        const std::vector<Hold> holds = holdsOf(trace, lock);
        LockProfile profile;
        profile.lock = lock;
        std::vector<const Hold*> all;
        all.reserve(holds.size());
        for (const Hold& hold : holds)
            all.push_back(&hold);
        profile.all = useOf(all);
        for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
            std::vector<const Hold*> own;
            std::copy_if(all.begin(), all.end(), std::back_inserter(own),
                         [&](const Hold* hold) { return hold->lane == lane; });
            if (!own.empty())
                profile.lanes.push_back(useOf(own));
        }
        if (trace.duration() > 0)
            profile.heldShare = static_cast<double>(heldTime(holds)) / static_cast<double>(trace.duration());
        profiles.push_back(std::move(profile));
    }
    return profiles;
}

std::optional<LockBound> lockBound(const trace::Trace& trace)
{
    const auto work = static_cast<double>(breakdown(trace).compute);
    std::optional<LockBound> bound;
    for (const std::uint32_t lock : locksOf(trace)) {
        const auto held = static_cast<double>(heldTime(holdsOf(trace, lock)));
        if (work > 0 && held > 0 && (!bound || held / work > bound->share))
            bound = LockBound{lock, std::min(held / work, 1.0), std::max(work / held, 1.0)};
    }
    return bound;
}

LockMoment lockMoment(const trace::Trace& trace, std::uint32_t lock, const std::vector<Hold>& holds,
                      base::Nanoseconds t, std::size_t mostReleased)
{
    LockMoment moment;
    const auto after =
        std::upper_bound(holds.begin(), holds.end(), t,
                         [](base::Nanoseconds time, const Hold& hold) { return time < hold.begin; });
    if (after != holds.begin() && std::prev(after)->end > t)
        moment.holder = *std::prev(after);
    for (auto at = after; at != holds.begin() && moment.released.size() < mostReleased;) {
        --at;
        if (at->end <= t)
            moment.released.push_back(*at);
    }
    for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
        const trace::Lane& row = trace.lanes()[lane];
        const std::size_t segment = row.index.firstEndingAfter(t);
        if (segment >= row.index.segments().size() || row.index.segments()[segment].begin > t)
            continue;
        const std::size_t index = row.index.segments()[segment].span;
        const Span& span = row.spans[index];
        if (span.state == State::WaitsForLock && span.peer == lock)
            moment.queue.push_back({lane, span.begin, index});
    }
    std::stable_sort(moment.queue.begin(), moment.queue.end(),
                     [](const auto& a, const auto& b) { return a.since < b.since; });
    return moment;
}

} // namespace lab::analysis
