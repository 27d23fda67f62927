// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/traversal/access_stretch.h"

#include "core/analysis/cache_model.h"
#include "widgets/stage/brush/run_part.h"

#include <algorithm>

namespace lab::widgets {

namespace {

using scenario::Exhibit;
using scenario::Task;
using scenario::TraversalDetails;

constexpr std::int64_t kShown = 24;
constexpr std::int64_t kMostWarmUp = 4096; // accesses: with columns longer than that, nothing is met again

struct Position
{
    std::size_t lane = 0;
    const Task* task = nullptr;
    std::int64_t iteration = 0;
};

std::optional<Position> positionAt(const scenario::Scene& scene, const trace::Trace& trace,
                                   base::Nanoseconds t)
{
    for (const scenario::ActiveSpan& active : scenario::activeSpans(scene, trace, t)) {
        const trace::Span& span = trace.lanes()[active.lane].spans[active.span];
        const Task& task = scene.tasks[span.task.index()];
        const std::int64_t perUnit = scenario::iterationsPerUnit(task);
        const auto passed =
            static_cast<std::int64_t>(active.progress * static_cast<double>(span.count * perUnit));
        return Position{active.lane, &task,
                        span.first * perUnit + std::min(passed, span.count * perUnit - 1)};
    }
    return std::nullopt;
}

ElementAccess elementAt(const scenario::Scene& scene, const Task& task, const Exhibit& matrix,
                        std::int64_t iteration)
{
    for (const scenario::Footprint& footprint : scenario::footprints(scene, task, iteration)) {
        if (footprint.exhibit == matrix.id && footprint.ranges.size() == 2)
            return {footprint.ranges[0].begin, footprint.ranges[1].begin, false};
    }
    return {};
}

} // namespace

std::optional<AccessStretch> accessStretch(const scenario::Scene& scene, const Exhibit& matrix,
                                           const trace::Trace& trace, base::Nanoseconds t)
{
    const auto* details = std::get_if<TraversalDetails>(&matrix.details);
    const auto part = runPartAt(trace, t);
    const auto begin = part ? firstWork(trace, part->begin, part->end) : std::nullopt;
    const auto position = begin ? positionAt(scene, trace, *begin) : std::nullopt;
    if (!details || matrix.shape.size() != 2 || !position)
        return std::nullopt;

    const Task& task = *position->task;
    const std::int64_t all = scenario::unitCount(task) * scenario::iterationsPerUnit(task);
    const std::int64_t first =
        std::clamp<std::int64_t>(position->iteration, 0, std::max<std::int64_t>(all - kShown, 0));
    const std::int64_t last = std::min(first + kShown, all);
    std::optional<analysis::CacheModel> cache;
    if (!details->caches.empty())
        cache.emplace(std::vector<analysis::CacheModel::Shape>{
            {details->caches.front().sets, details->caches.front().ways, details->bytesPerLine}});
    const auto visit = [&](std::int64_t iteration) {
        ElementAccess access = elementAt(scene, task, matrix, iteration);
        const std::int64_t element = access.row * matrix.shape[1].extent + access.column;
        const auto address =
            details->address + static_cast<std::uint64_t>(element * details->bytesPerElement);
        access.hit = cache && cache->access(address) == 0;
        return access;
    };
    const std::int64_t warmUp = std::min(2 * matrix.shape[0].extent, kMostWarmUp);
    for (std::int64_t iteration = std::max<std::int64_t>(0, first - warmUp); cache && iteration < first;
         ++iteration)
        visit(iteration);
    AccessStretch stretch;
    stretch.lane = position->lane;
    for (std::int64_t iteration = first; iteration < last; ++iteration)
        stretch.accesses.push_back(visit(iteration));
    stretch.done = std::clamp<std::size_t>(
        static_cast<std::size_t>(part->share * static_cast<double>(stretch.accesses.size())) + 1, 1,
        stretch.accesses.size());
    return stretch;
}

ModelledMisses missesAfter(const TraversalDetails& details, const scenario::ModelledCache& cache,
                           std::int64_t accesses)
{
    if (cache.misses.empty() || details.stride <= 0)
        return {};
    const auto steps = static_cast<std::int64_t>(cache.misses.size()) - 1;
    const std::int64_t step = std::clamp<std::int64_t>(accesses / details.stride, 0, steps);
    return {step * details.stride, cache.misses[static_cast<std::size_t>(step)]};
}

} // namespace lab::widgets
