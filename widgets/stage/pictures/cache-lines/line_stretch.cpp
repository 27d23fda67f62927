// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/cache-lines/line_stretch.h"

#include "core/scenario/line_accesses.h"
#include "widgets/stage/brush/run_part.h"

#include <algorithm>

namespace lab::widgets {

namespace {

using analysis::LineAccess;
using scenario::CacheLineDetails;

constexpr std::size_t kAccessesPerCore = 6;
constexpr std::size_t kMostInStretch = 24;
constexpr std::size_t kMostAccesses = 20'000;

// Time in which the model meets every slot of a lane at least twice: before, its caches hold nothing.
base::Nanoseconds warmUpTime(const CacheLineDetails& details, base::Nanoseconds gap, std::size_t lanes)
{
    const auto slots = static_cast<base::Nanoseconds>(
        std::count_if(details.writerOfSlot.begin(), details.writerOfSlot.end(),
                      [](std::uint32_t writer) { return writer != trace::Span::kNobody; }));
    return gap * (2 * slots + 4 * static_cast<base::Nanoseconds>(lanes) + 32);
}

// Mean time between two accesses of anybody around `t`, from what all lanes do there.
base::Nanoseconds gapAt(const scenario::Scene& scene, const trace::Trace& trace, base::Nanoseconds t)
{
    double rate = 0; // accesses a ns
    for (const scenario::ActiveSpan& active : scenario::activeSpans(scene, trace, t)) {
        const trace::Span& span = trace.lanes()[active.lane].spans[active.span];
        const double accesses =
            static_cast<double>(span.count) *
            static_cast<double>(scenario::iterationsPerUnit(scene.tasks[span.task.index()]));
        rate += accesses / static_cast<double>(std::max<base::Nanoseconds>(span.duration(), 1));
    }
    return rate > 0 ? std::max<base::Nanoseconds>(1, static_cast<base::Nanoseconds>(1 / rate)) : 0;
}

// From the beginning of the part that `t` lies in.
std::optional<LineStretch> stretchOfPart(const scenario::Scene& scene, const trace::Trace& trace,
                                         base::Nanoseconds t)
{
    const auto part = runPartAt(trace, t);
    const auto begin = part ? firstWork(trace, part->begin, part->end) : std::nullopt;
    const base::Nanoseconds gap = begin ? gapAt(scene, trace, *begin) : 0;
    if (gap == 0)
        return std::nullopt;
    LineStretch stretch;
    stretch.begin = *begin;
    const std::size_t wanted =
        std::min(kAccessesPerCore * std::max<std::size_t>(trace.lanes().size(), 2), kMostInStretch);
    stretch.end = std::min(stretch.begin + gap * static_cast<base::Nanoseconds>(wanted), trace.duration());
    const base::Nanoseconds length = stretch.end - stretch.begin;
    stretch.now = stretch.begin + static_cast<base::Nanoseconds>(part->share * static_cast<double>(length));
    stretch.slowdown = static_cast<double>(part->end - part->begin) /
                       static_cast<double>(std::max<base::Nanoseconds>(length, 1));
    return stretch;
}

// What is in sight; nothing where that is too much to tell accesses apart.
std::optional<LineStretch> stretchInSight(const scenario::Scene& scene, const trace::Trace& trace,
                                          base::Nanoseconds t, std::pair<double, double> sight)
{
    constexpr double kMostInSight = 160; // accesses
    const base::Nanoseconds gap = gapAt(scene, trace, t);
    if (gap == 0 || sight.second - sight.first > kMostInSight * static_cast<double>(gap))
        return std::nullopt;
    LineStretch stretch;
    stretch.begin = static_cast<base::Nanoseconds>(sight.first);
    stretch.end = static_cast<base::Nanoseconds>(sight.second);
    stretch.now = std::clamp(t, stretch.begin, stretch.end);
    return stretch;
}

// What the model makes of it.
void addHistory(LineStretch& stretch, const scenario::Scene& scene, const scenario::Exhibit& lines,
                const CacheLineDetails& details, const trace::Trace& trace)
{
    const std::size_t cores = trace.lanes().size();
    base::Nanoseconds gap = gapAt(scene, trace, stretch.begin);
    if (gap == 0) // something is in sight that only begins
        gap = gapAt(scene, trace, stretch.now);
    const base::Nanoseconds from =
        std::max<base::Nanoseconds>(0, stretch.begin - warmUpTime(details, gap, cores));
    const std::vector<LineAccess> accesses =
        scenario::lineAccesses(scene, lines, trace, from, stretch.end, kMostAccesses);
    stretch.lineOf.assign(cores, LineStretch::kNoLine);
    for (const LineAccess& access : accesses) {
        if (access.at <= stretch.now)
            stretch.lineOf[access.core] = access.line;
    }
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(lines.shape.front().extent, 1));
    stretch.history = analysis::lineHistory(accesses, cores, count, stretch.end);
    if (!stretch.history.transfers.empty())
        stretch.accessesPerTransfer =
            static_cast<double>(accesses.size()) / static_cast<double>(stretch.history.transfers.size());
}

} // namespace

std::optional<LineStretch> lineStretch(const scenario::Scene& scene, const scenario::Exhibit& lines,
                                       const trace::Trace& trace, base::Nanoseconds t,
                                       std::optional<std::pair<double, double>> sight)
{
    const auto* details = std::get_if<CacheLineDetails>(&lines.details);
    auto stretch = sight ? stretchInSight(scene, trace, t, *sight) : std::nullopt;
    if (!stretch)
        stretch = stretchOfPart(scene, trace, t);
    if (!details || !stretch)
        return std::nullopt;
    addHistory(*stretch, scene, lines, *details, trace);
    return stretch;
}

std::optional<base::Nanoseconds> lastValid(const analysis::LineHistory& history, std::uint32_t core,
                                           std::uint32_t line, base::Nanoseconds t)
{
    std::optional<base::Nanoseconds> last;
    for (const analysis::Ownership& owned : history.ownership) {
        if (owned.begin > t)
            break;
        if (owned.core == core && owned.line == line)
            last = std::min(owned.end, t);
    }
    return last;
}

analysis::Mesi stateAt(const analysis::LineHistory& history, std::uint32_t core, std::uint32_t line,
                       base::Nanoseconds t)
{
    analysis::Mesi state = analysis::Mesi::Invalid;
    for (const analysis::Ownership& owned : history.ownership) {
        if (owned.begin > t)
            break;
        if (owned.core == core && owned.line == line && t < owned.end)
            state = owned.state;
    }
    return state;
}

const analysis::LineTransfer* lastTransfer(const analysis::LineHistory& history, base::Nanoseconds t)
{
    const auto after =
        std::upper_bound(history.transfers.begin(), history.transfers.end(), t,
                         [](base::Nanoseconds time, const auto& transfer) { return time < transfer.at; });
    return after == history.transfers.begin() ? nullptr : &*std::prev(after);
}

} // namespace lab::widgets
