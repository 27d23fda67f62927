// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ideal.h"

#include <algorithm>
#include <string>

namespace lab::analysis {

namespace {

using trace::Span;
using trace::State;

constexpr std::size_t kMostTasks = 100'000;

// What a worker does next with the unit that it has just dealt with belongs to one task.
bool isNextStep(const Span& before, const Span& span)
{
    return span.count == 1 && before.first == span.first && before.task != span.task &&
           span.begin >= before.end;
}

// One unit each, with the time it took, in the order in which they began.
std::vector<Span> tasksOf(const trace::Trace& sequential)
{
    std::vector<Span> tasks;
    for (const trace::Lane& lane : sequential.lanes()) {
        for (const Span& span : lane.spans) {
            if (span.state != State::Computing || span.count == 0 || tasks.size() + span.count > kMostTasks)
                continue;
            if (!tasks.empty() && isNextStep(tasks.back(), span)) {
                tasks.back().end += span.duration();
                tasks.back().task = span.task;
                continue;
            }
            Span task = span;
            task.count = 1;
            task.processor = base::Processor::Unknown;
            for (std::uint32_t unit = 0; unit < span.count; ++unit) {
                task.first = span.first + unit;
                task.begin = span.begin + span.duration() * unit / span.count;
                task.end = span.begin + span.duration() * (unit + 1) / span.count;
                tasks.push_back(task);
            }
        }
    }
    std::stable_sort(tasks.begin(), tasks.end(),
                     [](const Span& a, const Span& b) { return a.begin < b.begin; });
    return tasks;
}

} // namespace

std::shared_ptr<const IdealRun> idealRun(const trace::Trace& sequential, int cores, base::Nanoseconds startUp)
{
    const std::vector<Span> tasks = tasksOf(sequential);
    if (tasks.empty() || cores < 1)
        return nullptr;
    const auto count = static_cast<std::size_t>(cores);
    std::vector<trace::LaneInfo> lanes;
    for (std::size_t core = 1; core <= count; ++core)
        lanes.push_back({"core " + std::to_string(core), trace::LaneKind::Worker});
    std::vector<std::vector<Span>> spans(count);
    std::vector<base::Nanoseconds> free(count, startUp);
    for (const Span& task : tasks) {
        const auto first =
            static_cast<std::size_t>(std::min_element(free.begin(), free.end()) - free.begin());
        Span placed = task;
        placed.begin = free[first];
        placed.end = placed.begin + task.duration();
        free[first] = placed.end;
        spans[first].push_back(placed);
    }
    const base::Nanoseconds end = *std::max_element(free.begin(), free.end());
    auto run = std::make_shared<IdealRun>();
    const std::size_t busy = std::min(count, tasks.size()); // the first ones
    run->idleCores = count - busy;
    lanes.resize(busy);
    spans.resize(busy);
    run->trace = trace::Trace::make(std::move(lanes), std::move(spans), 0, end);
    run->speedup =
        static_cast<double>(sequential.duration()) / static_cast<double>(std::max<base::Nanoseconds>(end, 1));
    return run;
}

} // namespace lab::analysis
