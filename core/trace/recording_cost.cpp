// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/recording_cost.h"

#include "core/trace/recorder.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace lab::trace {

namespace {

using base::Nanoseconds;

RecordingCost measure(base::TickSource source)
{
    constexpr int kTries = 12;
    constexpr std::uint32_t kSpans = 128;
    base::TickClock clock(source, base::readAnchor(source));
    RecordingCost best;
    for (int i = 0; i < kTries; ++i) {
        Recorder recorder(1, kSpans, clock, {});
        const base::Ticks begin = recorder.ticks();
        for (std::uint32_t unit = 0; unit < kSpans; ++unit)
            const ScopedSpan span(recorder.lane(0), State::Computing, {}, unit);
        const base::Ticks end = recorder.ticks();
        std::vector<std::vector<Span>> spans;
        recorder.drain(spans);
        Nanoseconds within = 0;
        for (const Span& span : spans[0])
            within += span.duration();
        const auto all = static_cast<double>(recorder.toSteady(end) - recorder.toSteady(begin));
        if (i == 0 || all / kSpans < best.span)
            best = {all / kSpans, static_cast<double>(within) / kSpans};
    }
    return best;
}

struct Removed
{
    Nanoseconds at = 0;
    Nanoseconds before = 0; // in all, up to `at`
};

Nanoseconds moved(const std::vector<Removed>& removed, Nanoseconds t)
{
    const auto next = std::upper_bound(removed.begin(), removed.end(), t,
                                       [](Nanoseconds time, const Removed& r) { return time < r.at; });
    return next == removed.begin() ? t : t - (next - 1)->before;
}

} // namespace

const RecordingCost& recordingCost(base::TickSource source)
{
    if (source == base::TickSource::Counter) {
        static const RecordingCost byCounter = measure(source);
        return byCounter;
    }
    static const RecordingCost bySteadyClock = measure(source);
    return bySteadyClock;
}

Nanoseconds closeOverRecording(std::vector<Span>& lane, Nanoseconds end, const RecordingCost& cost)
{
    std::map<Nanoseconds, int> events; // how many spans end there
    events.emplace(end, 0);
    for (const Span& span : lane) {
        events.emplace(span.begin, 0);
        ++events[span.end];
    }
    std::vector<Removed> removed;
    Nanoseconds total = 0;
    for (auto event = events.begin(); event != events.end(); ++event) {
        removed.push_back({event->first, total});
        const auto next = std::next(event);
        if (event->first >= end || next == events.end())
            continue;
        total += std::min<Nanoseconds>(std::llround(event->second * cost.span), next->first - event->first);
    }
    for (Span& span : lane) {
        span.begin = moved(removed, span.begin);
        span.end = moved(removed, span.end);
    }
    return moved(removed, end);
}

} // namespace lab::trace
