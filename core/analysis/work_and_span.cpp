// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/work_and_span.h"

#include "core/analysis/steps.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace lab::analysis {

namespace {

using base::Nanoseconds;
using trace::State;

} // namespace

double WorkAndSpan::parallelism() const
{
    return span > 0 ? static_cast<double>(work) / static_cast<double>(span) : 1;
}

WorkAndSpan workAndSpan(const trace::Trace& trace, const Causes& causes)
{
    WorkAndSpan result;
    std::vector<std::vector<Nanoseconds>> ends;
    for (const auto& lane : causes.lanes)
        ends.emplace_back(lane.size());
    std::vector<std::optional<std::uint32_t>> lastWork(causes.lanes.size()); // by lane
    for (const StepId id : inOrder(causes)) {
        const Step& step = causes.at(id);
        Nanoseconds ready = 0;
        for (const StepId need : causes.needsOf(step))
            ready = std::max(ready, ends[need.lane][need.step]);
        auto& last = lastWork[id.lane];
        if (step.kind != Step::Kind::Work) {
            // A barrier waits for its own worker, too; any other wait only for what it is for.
            const bool own = step.state == State::Barrier && last;
            ends[id.lane][id.step] = own ? std::max(ready, ends[id.lane][*last]) : ready;
            continue;
        }
        const auto& lane = trace.lanes()[id.lane];
        if (id.step > 0 && causes.lanes[id.lane][id.step - 1].kind != Step::Kind::Work)
            ready = std::max(ready, ends[id.lane][id.step - 1]);
        if (last && (lane.info.kind != trace::LaneKind::Worker ||
                     shareUnits(lane.spans[causes.lanes[id.lane][*last].span], lane.spans[step.span])))
            ready = std::max(ready, ends[id.lane][*last]);
        last = id.step;
        ends[id.lane][id.step] = ready + step.duration();
        result.work += step.duration();
        result.span = std::max(result.span, ends[id.lane][id.step]);
    }
    return result;
}

} // namespace lab::analysis
