// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/scene.h"

#include <algorithm>
#include <cmath>

namespace lab::scenario {

namespace {

std::int64_t tripCount(const Task& task, const Loop& loop)
{
    const std::int64_t extent = task.axes[static_cast<std::size_t>(loop.axis)].extent;
    return (extent + loop.step - 1) / loop.step;
}

std::int64_t trips(const Task& task, std::size_t from, std::size_t to)
{
    std::int64_t total = 1;
    for (std::size_t i = from; i < to; ++i)
        total *= tripCount(task, task.loops[i]);
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

// A nest may visit an axis by several loops (tile, then within the tile): offsets add up.
std::vector<Range> rangesOfAxes(const Task& task, std::int64_t iteration)
{
    std::vector<Range> ranges;
    for (const Dimension& axis : task.axes)
        ranges.push_back({0, axis.extent});
    std::vector<bool> entered(task.axes.size(), false);
    for (std::size_t i = 0; i < task.loops.size(); ++i) {
        const Loop& loop = task.loops[i];
        const auto axis = static_cast<std::size_t>(loop.axis);
        const std::int64_t inner = trips(task, i + 1, task.loops.size());
        std::int64_t count = tripCount(task, loop);
        if (entered[axis])
            count = (ranges[axis].end - ranges[axis].begin + loop.step - 1) / loop.step;
        const std::int64_t index = (iteration / inner) % std::max<std::int64_t>(count, 1);
        const std::int64_t begin = ranges[axis].begin + index * loop.step;
        ranges[axis] = {begin, std::min(begin + loop.step, ranges[axis].end)};
        entered[axis] = true;
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

} // namespace

std::int64_t Exhibit::elementCount() const
{
    std::int64_t count = 1;
    for (const Dimension& dimension : shape)
        count *= dimension.extent;
    return count;
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
    const std::vector<Range> axes = rangesOfAxes(task, iteration);
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
        const double units = span.first + progress * span.count;
        const auto iteration =
            static_cast<std::int64_t>(units * static_cast<double>(iterationsPerUnit(task)));
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

std::int64_t iterationsDone(const Scene& scene, TaskId task, const trace::Trace& trace, base::Nanoseconds t)
{
    const std::int64_t perUnit = iterationsPerUnit(scene.tasks[task.index()]);
    std::int64_t done = 0;
    for (const trace::Lane& lane : trace.lanes()) {
        for (const trace::Span& span : lane.spans) {
            if (span.begin > t)
                break;
            if (span.task == task && worksOnTask(scene, span))
                done += static_cast<std::int64_t>(progressAt(span, t) * span.count *
                                                  static_cast<double>(perUnit));
        }
    }
    return done;
}

std::vector<float> accumulated(const Scene& scene, ExhibitId exhibit, const trace::Trace& trace,
                               base::Nanoseconds t)
{
    const auto width = static_cast<std::size_t>(scene.exhibits[exhibit.index()].elementCount());
    std::vector<float> sum(width, 0.0f);
    struct Arrival
    {
        base::Nanoseconds end;
        std::uint32_t unit;
        const Exhibit* source;
    };
    std::vector<Arrival> arrivals;
    for (const trace::Lane& lane : trace.lanes()) {
        for (const trace::Span& span : lane.spans) {
            if (span.end > t || !worksOnTask(scene, span))
                continue;
            for (const Touch& touch : scene.tasks[span.task.index()].touches) {
                if (touch.access == Access::Accumulates && touch.exhibit == exhibit)
                    arrivals.push_back({span.end, span.first, &scene.exhibits[touch.source.index()]});
            }
        }
    }
    std::stable_sort(arrivals.begin(), arrivals.end(),
                     [](const Arrival& a, const Arrival& b) { return a.end < b.end; });
    for (const Arrival& arrival : arrivals) {
        const std::size_t offset = arrival.unit * width;
        if (!arrival.source->values ||
            offset + width > static_cast<std::size_t>(arrival.source->elementCount()))
            continue;
        for (std::size_t i = 0; i < width; ++i)
            sum[i] += arrival.source->values[offset + i];
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

std::string labelOf(const Scene& scene, const trace::Span& span)
{
    using trace::State;
    if (span.state == State::StartUp || span.state == State::Idle || span.task.index() >= scene.tasks.size())
        return {};
    const Task& task = scene.tasks[span.task.index()];
    if (task.unitName.empty() || span.count == 0)
        return task.name;
    if (span.count == 1)
        return task.unitName + " " + std::to_string(span.first + 1);
    return task.unitName + "s " + std::to_string(span.first + 1) + "–" +
           std::to_string(span.first + span.count);
}

} // namespace lab::scenario
