// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/line_accesses.h"

#include <algorithm>
#include <tuple>

namespace lab::scenario {

namespace {

const CacheLineDetails* detailsOf(const Exhibit& cacheLines)
{
    return std::get_if<CacheLineDetails>(&cacheLines.details);
}

std::vector<std::vector<std::uint32_t>> slotsOfLanes(const CacheLineDetails& details, std::size_t lanes)
{
    std::vector<std::vector<std::uint32_t>> slots(lanes);
    for (std::size_t slot = 0; slot < details.writerOfSlot.size(); ++slot) {
        if (details.writerOfSlot[slot] < lanes)
            slots[details.writerOfSlot[slot]].push_back(static_cast<std::uint32_t>(slot));
    }
    return slots;
}

std::int64_t slotsPerLine(const CacheLineDetails& details)
{
    return std::max<std::int64_t>(1, details.bytesPerLine / std::max<std::int64_t>(1, details.bytesPerSlot));
}

std::int64_t accessesOf(const Scene& scene, const trace::Span& span)
{
    if (span.state != trace::State::Computing || span.task.index() >= scene.tasks.size())
        return 0;
    return span.count * iterationsPerUnit(scene.tasks[span.task.index()]);
}

base::Nanoseconds timeOf(const trace::Span& span, std::int64_t access, std::int64_t accesses)
{
    return span.begin + span.duration() * access / accesses;
}

// The inverse of timeOf: how many of the span's accesses come before `t`.
std::int64_t accessesBefore(const trace::Span& span, std::int64_t accesses, base::Nanoseconds t)
{
    if (t <= span.begin)
        return 0;
    if (t >= span.end)
        return accesses;
    const std::int64_t passed = (t - span.begin) * accesses;
    return std::min(accesses, (passed + span.duration() - 1) / span.duration());
}

std::int64_t accessesBefore(const Scene& scene, const trace::Lane& lane, base::Nanoseconds t)
{
    std::int64_t count = 0;
    for (const trace::Span& span : lane.spans)
        count += accessesBefore(span, accessesOf(scene, span), t);
    return count;
}

// The end of the earliest part of [from, to) that holds `most` accesses, or `to` where it holds no more.
base::Nanoseconds endOfMost(const Scene& scene, const trace::Trace& trace,
                            const std::vector<std::vector<std::uint32_t>>& slots, base::Nanoseconds from,
                            base::Nanoseconds to, std::size_t most)
{
    const auto countUntil = [&](base::Nanoseconds t) {
        std::int64_t count = 0;
        for (std::size_t lane = 0; lane < slots.size(); ++lane) {
            if (!slots[lane].empty())
                count += accessesBefore(scene, trace.lanes()[lane], t);
        }
        return count;
    };
    const std::int64_t wanted = countUntil(from) + static_cast<std::int64_t>(most);
    if (countUntil(to) <= wanted)
        return to;
    while (to - from > 1) {
        const base::Nanoseconds middle = from + (to - from) / 2;
        (countUntil(middle) < wanted ? from : to) = middle;
    }
    return to;
}

} // namespace

std::vector<analysis::LineAccess> lineAccesses(const Scene& scene, const Exhibit& cacheLines,
                                               const trace::Trace& trace, base::Nanoseconds from,
                                               base::Nanoseconds to, std::size_t most)
{
    std::vector<analysis::LineAccess> accesses;
    const CacheLineDetails* details = detailsOf(cacheLines);
    if (!details || from >= to || most == 0)
        return accesses;
    const auto slots = slotsOfLanes(*details, trace.lanes().size());
    const std::int64_t perLine = slotsPerLine(*details);
    to = endOfMost(scene, trace, slots, from, to, most);
    for (std::size_t lane = 0; lane < slots.size(); ++lane) {
        const std::vector<std::uint32_t>& own = slots[lane];
        std::int64_t before = 0; // of the lane, in earlier spans
        for (const trace::Span& span : trace.lanes()[lane].spans) {
            const std::int64_t count = accessesOf(scene, span);
            const std::int64_t last = own.empty() ? 0 : accessesBefore(span, count, to);
            for (std::int64_t k = accessesBefore(span, count, from); k < last; ++k) {
                const auto at = static_cast<std::size_t>(before + k) % own.size();
                accesses.push_back({timeOf(span, k, count), static_cast<std::uint32_t>(lane),
                                    static_cast<std::uint32_t>(own[at] / perLine), true});
            }
            before += count;
        }
    }
    std::stable_sort(accesses.begin(), accesses.end(), [](const auto& a, const auto& b) {
        return std::tie(a.at, a.core) < std::tie(b.at, b.core);
    });
    if (accesses.size() > most)
        accesses.resize(most);
    return accesses;
}

std::vector<std::int64_t> slotValues(const Scene& scene, const Exhibit& cacheLines, const trace::Trace& trace,
                                     base::Nanoseconds t)
{
    const CacheLineDetails* details = detailsOf(cacheLines);
    if (!details)
        return {};
    std::vector<std::int64_t> values(details->writerOfSlot.size(), 0);
    const auto slots = slotsOfLanes(*details, trace.lanes().size());
    for (std::size_t lane = 0; lane < slots.size(); ++lane) {
        const auto own = static_cast<std::int64_t>(slots[lane].size());
        const std::int64_t done = own == 0 ? 0 : accessesBefore(scene, trace.lanes()[lane], t);
        for (std::int64_t i = 0; i < own; ++i)
            values[slots[lane][static_cast<std::size_t>(i)]] = done / own + (i < done % own ? 1 : 0);
    }
    return values;
}

} // namespace lab::scenario
