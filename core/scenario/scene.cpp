// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/scene.h"

#include <algorithm>
#include <map>
#include <utility>

namespace lab::scenario {

namespace {

// A loop over an axis that an outer loop has entered runs within one step of that loop.
std::int64_t tripCount(const Task& task, std::size_t at)
{
    const Loop& loop = task.loops[at];
    std::int64_t extent = task.axes[static_cast<std::size_t>(loop.axis)].extent;
    for (std::size_t i = 0; i < at; ++i) {
        if (task.loops[i].axis == loop.axis)
            extent = std::min(extent, task.loops[i].step);
    }
    return (extent + loop.step - 1) / loop.step;
}

std::int64_t trips(const Task& task, std::size_t from, std::size_t to)
{
    std::int64_t total = 1;
    for (std::size_t i = from; i < to; ++i)
        total *= tripCount(task, i);
    return total;
}

// A span outside the task table (start-up, idle) or of a wait does no unit of work.
bool worksOnTask(const Scene& scene, const trace::Span& span)
{
    using trace::State;
    switch (span.state) {
    case State::StartUp:
    case State::Idle:
    case State::Barrier:
    case State::WaitsForData:
    case State::WaitsForLock:
        return false;
    default:
        return span.task.index() < scene.tasks.size() && span.count > 0;
    }
}

double progressAt(const trace::Span& span, base::Nanoseconds t)
{
    if (t >= span.end)
        return 1;
    if (t <= span.begin)
        return 0;
    return static_cast<double>(t - span.begin) / static_cast<double>(span.duration());
}

// What the outermost `loops` loops leave of each axis at iteration `iteration` of theirs. A nest may visit an
// axis by several loops (tile, then within the tile): offsets add up.
std::vector<Range> rangesOfAxes(const Task& task, std::int64_t iteration, std::size_t loops)
{
    std::vector<Range> ranges;
    for (const Dimension& axis : task.axes)
        ranges.push_back({0, axis.extent});
    for (std::size_t i = 0; i < loops; ++i) {
        const Loop& loop = task.loops[i];
        Range& range = ranges[static_cast<std::size_t>(loop.axis)];
        const std::int64_t index = (iteration / trips(task, i + 1, loops)) % tripCount(task, i);
        const std::int64_t last = (range.end - range.begin - 1) / loop.step; // less at a ragged edge
        const std::int64_t begin = range.begin + std::min(index, last) * loop.step;
        range = {begin, std::min(begin + loop.step, range.end)};
    }
    return ranges;
}

Footprint footprintOf(const Scene& scene, const Touch& touch, const std::vector<Range>& axes)
{
    const Exhibit& exhibit = scene.exhibits[touch.exhibit.index()];
    Footprint footprint{touch.exhibit, touch.access, {}};
    for (std::size_t d = 0; d < exhibit.shape.size(); ++d) {
        const std::int64_t extent = exhibit.shape[d].extent;
        const int axis = d < touch.axes.size() ? touch.axes[d] : kWhole;
        Range range = axis == kWhole ? Range{0, extent} : axes[static_cast<std::size_t>(axis)];
        if (axis != kWhole && d + 2 >= exhibit.shape.size())
            range = {range.begin - touch.halo, range.end + touch.halo};
        footprint.ranges.push_back({std::clamp<std::int64_t>(range.begin, 0, extent),
                                    std::clamp<std::int64_t>(range.end, 0, extent)});
    }
    return footprint;
}

const Touch* accumulatesInto(const Task& task, ExhibitId exhibit)
{
    for (const Touch& touch : task.touches) {
        const bool adds = touch.access == Access::Accumulates || touch.access == Access::Overwrites;
        if (adds && touch.exhibit == exhibit)
            return &touch;
    }
    return nullptr;
}

// A unit begins or ends to add its row.
struct Addition
{
    using Unit = std::pair<TaskId, std::uint32_t>;
    base::Nanoseconds at = 0;
    bool ends = false; // before those that begin at the same instant
    Unit unit;
};

// By time; a unit in several spans begins with the first and ends with the last.
std::vector<Addition> additionsTo(const Scene& scene, ExhibitId exhibit, const trace::Trace& trace)
{
    std::map<Addition::Unit, std::pair<base::Nanoseconds, base::Nanoseconds>> times;
    for (const trace::Lane& lane : trace.lanes()) {
        for (const trace::Span& span : lane.spans) {
            if (!worksOnTask(scene, span) || !accumulatesInto(scene.tasks[span.task.index()], exhibit))
                continue;
            for (std::uint32_t k = 0; k < span.count; ++k) {
                auto& time =
                    times.try_emplace({span.task, span.first + k}, span.begin, span.end).first->second;
                time = {std::min(time.first, span.begin), std::max(time.second, span.end)};
            }
        }
    }
    std::vector<Addition> additions;
    for (const auto& [unit, time] : times) {
        additions.push_back({time.first, false, unit});
        additions.push_back({time.second, true, unit});
    }
    std::stable_sort(additions.begin(), additions.end(), [](const Addition& a, const Addition& b) {
        return a.at != b.at ? a.at < b.at : a.ends > b.ends;
    });
    return additions;
}

} // namespace

std::int64_t Exhibit::elementCount() const
{
    std::int64_t count = 1;
    for (const Dimension& dimension : shape)
        count *= dimension.extent;
    return count;
}

EventRule eventsAtLocks()
{
    using trace::State;
    return {
        {State::WaitsForLock, State::Holds, State::HoldsWhileOthersWait}, {}, "turn at the lock", "turns"};
}

Exhibit& Scene::add(Exhibit exhibit)
{
    exhibit.id = {static_cast<std::uint32_t>(exhibits.size())};
    return exhibits.emplace_back(std::move(exhibit));
}

Task& Scene::add(Task task)
{
    task.id = {static_cast<std::uint16_t>(tasks.size())};
    return tasks.emplace_back(std::move(task));
}

std::int64_t unitCount(const Task& task)
{
    return trips(task, 0, std::min(task.unitLoops, task.loops.size()));
}

std::int64_t iterationsPerUnit(const Task& task)
{
    return trips(task, std::min(task.unitLoops, task.loops.size()), task.loops.size());
}

std::vector<Footprint> footprints(const Scene& scene, const Task& task, std::int64_t iteration)
{
    const std::vector<Range> axes = rangesOfAxes(task, iteration, task.loops.size());
    std::vector<Footprint> result;
    for (const Touch& touch : task.touches)
        result.push_back(footprintOf(scene, touch, axes));
    return result;
}

std::vector<ActiveSpan> activeSpans(const Scene& scene, const trace::Trace& trace, base::Nanoseconds t)
{
    std::vector<ActiveSpan> active;
    for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
        const trace::Lane& row = trace.lanes()[lane];
        const std::size_t at = row.index.firstEndingAfter(t);
        if (at >= row.index.segments().size() || row.index.segments()[at].begin > t)
            continue;
        const std::size_t index = row.index.segments()[at].span;
        const trace::Span& span = row.spans[index];
        if (!worksOnTask(scene, span))
            continue;
        const Task& task = scene.tasks[span.task.index()];
        const double progress = progressAt(span, t);
        const std::int64_t perUnit = iterationsPerUnit(task);
        const std::int64_t length = span.count * perUnit;
        const auto passed = static_cast<std::int64_t>(progress * static_cast<double>(length));
        const std::int64_t iteration = span.first * perUnit + std::min(passed, length - 1);
        active.push_back({lane, index, progress, footprints(scene, task, iteration)});
    }
    return active;
}

std::vector<UnitProgress> progressOf(const Scene& scene, TaskId task, const trace::Trace& trace,
                                     base::Nanoseconds t)
{
    std::vector<UnitProgress> units(static_cast<std::size_t>(unitCount(scene.tasks[task.index()])));
    for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
        const auto& spans = trace.lanes()[lane].spans;
        for (std::size_t i = 0; i < spans.size() && spans[i].begin <= t; ++i) {
            const trace::Span& span = spans[i];
            if (span.task != task || !worksOnTask(scene, span))
                continue;
            const double passed = progressAt(span, t) * span.count;
            for (std::uint32_t k = 0; k < span.count && span.first + k < units.size(); ++k) {
                if (passed <= k && !(k == 0 && span.begin <= t))
                    break;
                UnitProgress& unit = units[span.first + k];
                unit = {std::max(unit.done, std::clamp(passed - k, 0.0, 1.0)), lane, i, true};
            }
        }
    }
    return units;
}

std::int64_t operationsOfUnit(const Task& task, std::int64_t unit)
{
    std::int64_t operations = 1;
    for (const Range& range : rangesOfAxes(task, unit, std::min(task.unitLoops, task.loops.size())))
        operations *= range.end - range.begin;
    return operations;
}

std::int64_t operationsDone(const Scene& scene, TaskId task, const trace::Trace& trace, base::Nanoseconds t)
{
    const Task& work = scene.tasks[task.index()];
    const std::vector<UnitProgress> units = progressOf(scene, task, trace, t);
    double done = 0; // exact below 2^53
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (units[i].started)
            done += units[i].done * static_cast<double>(operationsOfUnit(work, static_cast<std::int64_t>(i)));
    }
    return static_cast<std::int64_t>(done);
}

std::vector<float> accumulated(const Scene& scene, ExhibitId exhibit, const trace::Trace& trace,
                               base::Nanoseconds t)
{
    const auto width = static_cast<std::size_t>(scene.exhibits[exhibit.index()].elementCount());
    std::vector<float> sum(width, 0.0f);
    std::map<Addition::Unit, std::vector<float>> found; // by unprotected units when they began
    for (const Addition& addition : additionsTo(scene, exhibit, trace)) {
        if (addition.at > t)
            break;
        const Touch* touch = accumulatesInto(scene.tasks[addition.unit.first.index()], exhibit);
        const bool overwrites = touch->access == Access::Overwrites;
        if (!addition.ends) {
            if (overwrites)
                found[addition.unit] = sum;
            continue;
        }
        const Exhibit& source = scene.exhibits[touch->source.index()];
        const std::size_t offset = addition.unit.second * width;
        if (!source.values || offset + width > static_cast<std::size_t>(source.elementCount()))
            continue;
        if (overwrites)
            sum = found[addition.unit];
        for (std::size_t i = 0; i < width; ++i)
            sum[i] += source.values.get()[offset + i];
    }
    return sum;
}

std::int64_t queued(const Scene& scene, const QueueDetails& queue, const trace::Trace& trace,
                    base::Nanoseconds t)
{
    std::int64_t units = 0;
    for (const trace::Lane& lane : trace.lanes()) {
        for (const trace::Span& span : lane.spans) {
            if (!worksOnTask(scene, span))
                continue;
            if (span.task == queue.producer && span.end <= t)
                units += span.count;
            if (span.task == queue.consumer && span.begin <= t)
                units -= span.count;
        }
    }
    return std::max<std::int64_t>(units, 0);
}

std::int64_t bytesMoved(const Scene& scene, const LinkDetails& link, const trace::Trace& trace,
                        base::Nanoseconds t)
{
    double bytes = 0;
    for (const trace::Span& span : trace.lanes().at(link.lane).spans) {
        if (!worksOnTask(scene, span))
            continue;
        std::int64_t all = link.bytesOfUnits.empty() ? link.bytesPerUnit * span.count : 0;
        for (std::uint32_t i = 0; !link.bytesOfUnits.empty() && i < span.count; ++i)
            all += link.bytesOfUnits[(span.first + i) % link.bytesOfUnits.size()];
        bytes += progressAt(span, t) * static_cast<double>(all);
    }
    return static_cast<std::int64_t>(bytes);
}

std::string labelOf(const Scene& scene, const trace::Span& span)
{
    using trace::State;
    const bool unrecorded = span.state == State::StartUp && span.count == 0;
    if (unrecorded || span.state == State::Idle || span.state == State::Barrier ||
        span.task.index() >= scene.tasks.size())
        return {};
    const Task& task = scene.tasks[span.task.index()];
    if (span.state == State::WaitsForData)
        return "needs " + task.name;
    if (task.unitName.empty() || span.count == 0)
        return task.name;
    if (span.count == 1)
        return task.unitName + " " + std::to_string(span.first + 1);
    return task.unitName + "s " + std::to_string(span.first + 1) + "–" +
           std::to_string(span.first + span.count);
}

} // namespace lab::scenario
