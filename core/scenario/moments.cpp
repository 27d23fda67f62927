// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/moments.h"

#include "core/scenario/line_accesses.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace lab::scenario {

namespace {

using analysis::Moment;
using trace::State;

constexpr std::size_t kNear = 200;             // segments of a lane on either side
constexpr std::size_t kMostEverywhere = 8'000; // of a lane
constexpr std::size_t kCandidates = 512;       // a lane and state
constexpr double kPreferred = 0.6;             // of the recording
constexpr std::size_t kLineAccesses = 2'000;

bool matters(const EventRule& rule, State state)
{
    return std::find(rule.states.begin(), rule.states.end(), state) != rule.states.end();
}

// Segments [first, last) of a lane in which events are looked for, every `step`-th.
struct Stretch
{
    std::size_t first = 0;
    std::size_t last = 0;
    std::size_t step = 1;
};

Stretch stretchOf(const trace::Lane& lane, base::Nanoseconds around, bool everywhere)
{
    const std::size_t size = lane.index.segments().size();
    if (everywhere)
        return {0, size, std::max<std::size_t>(1, size / kMostEverywhere)};
    const std::size_t at = lane.index.firstEndingAfter(around);
    return {at > kNear ? at - kNear : 0, std::min(size, at + kNear), 1};
}

void addEvents(const Scene& scene, const trace::Lane& lane, const Focus& focus, const Stretch& stretch,
               std::vector<Moment>& found)
{
    const auto segments = lane.index.segments();
    for (std::size_t i = stretch.first; i < stretch.last; i += stretch.step) {
        const trace::Segment segment = segments[i];
        if (matters(scene.events, segment.state) &&
            (!focus.peer || lane.spans[segment.span].peer == *focus.peer))
            found.push_back({segment.begin, segment.end});
    }
}

std::int64_t countEvents(const Scene& scene, const trace::Trace& trace, const Focus& focus)
{
    std::int64_t count = 0;
    for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
        if (focus.lane && *focus.lane != lane)
            continue;
        const std::vector<trace::Span>& spans = trace.lanes()[lane].spans;
        count += std::count_if(spans.begin(), spans.end(), [&](const trace::Span& span) {
            return matters(scene.events, span.state) && (!focus.peer || span.peer == *focus.peer);
        });
    }
    return count;
}

// From each passing of a line to the next: the model begins a while earlier, with caches that hold nothing.
std::vector<Moment> lineMoments(const Scene& scene, const trace::Trace& trace, base::Nanoseconds around)
{
    const Exhibit& lines = scene.exhibits[scene.events.lines->index()];
    const base::Nanoseconds before = std::max<base::Nanoseconds>(0, around - trace.duration() / 50);
    const auto accesses = lineAccesses(scene, lines, trace, before, trace.duration(), kLineAccesses);
    if (accesses.empty())
        return {};
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(lines.shape.front().extent, 1));
    const auto history = analysis::lineHistory(accesses, trace.lanes().size(), count, accesses.back().at + 1);
    std::vector<Moment> passings;
    for (std::size_t i = 1; i < history.transfers.size(); ++i)
        passings.push_back({history.transfers[i - 1].at, history.transfers[i].at});
    return passings;
}

double weightOf(const EventRule& rule, State state)
{
    const double factor = matters(rule, state) ? 3 : 1;
    switch (state) {
    case State::HoldsWhileOthersWait:
        return 4 * factor;
    case State::DeviceBusy:
    case State::Transfer:
        return 3 * factor;
    case State::Computing:
    case State::Holds:
    case State::WaitsForLock:
        return 2 * factor;
    case State::WaitsForData:
    case State::Barrier:
        return 1;
    case State::StartUp:
    case State::Idle:
        break;
    }
    return 0;
}

double scoreAt(const Scene& scene, const trace::Trace& trace, base::Nanoseconds t)
{
    double score = 0;
    for (const trace::Lane& lane : trace.lanes()) {
        const auto segments = lane.index.segments();
        const std::size_t at = lane.index.firstEndingAfter(t);
        if (at < segments.size() && segments[at].begin <= t)
            score += weightOf(scene.events, segments[at].state);
    }
    return score;
}

// Segments of each state of a lane, and how long they are on average.
struct Usual
{
    std::array<std::size_t, trace::kStateCount> counts{};
    trace::StateTimes times{};
};

Usual usualOf(const trace::Lane& lane)
{
    Usual usual;
    for (const trace::Segment segment : lane.index.segments()) {
        const auto state = static_cast<std::size_t>(segment.state);
        ++usual.counts[state];
        usual.times[state] += segment.end - segment.begin;
    }
    return usual;
}

// Middles of what scores, evenly over each lane and state. What lasts far longer than most of its kind was
// interrupted, and is no example.
std::vector<base::Nanoseconds> candidates(const Scene& scene, const trace::Trace& trace)
{
    constexpr base::Nanoseconds kFarLonger = 3;
    std::vector<base::Nanoseconds> all;
    for (const trace::Lane& lane : trace.lanes()) {
        const Usual usual = usualOf(lane);
        std::array<std::size_t, trace::kStateCount> seen{};
        for (const trace::Segment segment : lane.index.segments()) {
            const auto state = static_cast<std::size_t>(segment.state);
            const auto count = static_cast<base::Nanoseconds>(usual.counts[state]);
            const base::Nanoseconds length = segment.end - segment.begin;
            const std::size_t step = (usual.counts[state] + kCandidates - 1) / kCandidates;
            if (weightOf(scene.events, segment.state) > 0 &&
                length * count <= kFarLonger * usual.times[state] && seen[state]++ % step == 0)
                all.push_back(segment.begin + length / 2);
        }
    }
    return all;
}

// When the first of those that had work has none any more. Nothing where all end together.
std::optional<base::Nanoseconds> firstOutOfWork(const trace::Trace& trace)
{
    base::Nanoseconds first = trace.duration();
    for (const trace::Lane& lane : trace.lanes()) {
        const auto worked = std::find_if(lane.spans.rbegin(), lane.spans.rend(), [](const trace::Span& span) {
            return span.state == State::Computing;
        });
        if (worked != lane.spans.rend())
            first = std::min(first, worked->end);
    }
    const auto works = [&](const trace::Lane& lane) {
        const auto segments = lane.index.segments();
        const std::size_t at = lane.index.firstEndingAfter(first);
        return at < segments.size() && segments[at].begin <= first && segments[at].state == State::Computing;
    };
    if (std::none_of(trace.lanes().begin(), trace.lanes().end(), works))
        return std::nullopt;
    return first;
}

} // namespace

Events eventsOf(const Scene& scene, const trace::Trace& trace, const Focus& focus, base::Nanoseconds around,
                bool everywhere)
{
    if (scene.events.lines)
        return {lineMoments(scene, trace, around), 0};
    std::vector<Moment> found;
    for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
        if (!focus.lane || *focus.lane == lane)
            addEvents(scene, trace.lanes()[lane], focus, stretchOf(trace.lanes()[lane], around, everywhere),
                      found);
    }
    return {analysis::momentsOf(std::move(found)), countEvents(scene, trace, focus)};
}

base::Nanoseconds bestInstant(const Scene& scene, const trace::Trace& trace)
{
    if (const auto first = scene.events.runningOut ? firstOutOfWork(trace) : std::nullopt)
        return *first;
    const auto preferred = static_cast<base::Nanoseconds>(kPreferred * static_cast<double>(trace.duration()));
    base::Nanoseconds best = preferred;
    double highest = 0;
    for (const base::Nanoseconds t : candidates(scene, trace)) {
        const double score = scoreAt(scene, trace, t);
        if (score > highest || (score == highest && std::abs(t - preferred) < std::abs(best - preferred))) {
            highest = score;
            best = t;
        }
    }
    return best;
}

} // namespace lab::scenario
