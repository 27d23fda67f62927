// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/pool/pool_painter.h"

#include <algorithm>

namespace lab::widgets {

using base::Nanoseconds;
using trace::State;

std::vector<PoolTask> poolTasks(const scenario::Scene& scene, const trace::Trace& trace)
{
    if (scene.tasks.empty())
        return {};
    std::vector<PoolTask> tasks(static_cast<std::size_t>(scenario::unitCount(scene.tasks.front())));
    for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
        for (const trace::Span& span : trace.lanes()[lane].spans) {
            const bool waits = span.state == State::WaitsForData;
            const bool computes = span.state == State::Computing && span.task == scene.tasks.front().id;
            if ((!waits && !computes) || span.first >= tasks.size())
                continue;
            PoolTask& task = tasks[span.first];
            if (!task.known)
                task = {true, lane, span.begin, span.end, span.end};
            task.begin = std::min(task.begin, span.begin);
            task.end = std::max(task.end, span.end);
            if (computes)
                task.computes = span.begin;
        }
    }
    return tasks;
}

PoolCounts poolCounts(const trace::Trace& trace, Nanoseconds t)
{
    PoolCounts counts;
    for (const trace::Lane& lane : trace.lanes()) {
        const auto segments = lane.index.segments();
        const std::size_t at = lane.index.firstEndingAfter(t);
        const bool covered = at < segments.size() && segments[at].begin <= t;
        if (covered && segments[at].state == State::Computing)
            ++counts.computing;
        else if (covered && segments[at].state == State::WaitsForData)
            ++counts.waiting;
        else
            ++counts.other;
    }
    return counts;
}

} // namespace lab::widgets
