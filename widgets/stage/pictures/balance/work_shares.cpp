// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/balance/work_shares.h"

#include <algorithm>
#include <numeric>

namespace lab::widgets {

namespace {

using base::Nanoseconds;
using trace::State;

void addSpan(const trace::Span& span, std::size_t lane, Nanoseconds t, const std::vector<double>& costs,
             WorkShares& shares)
{
    WorkShares::Worker& worker = shares.workers[lane];
    worker.whole += span.duration();
    worker.soFar += std::clamp<Nanoseconds>(t - span.begin, 0, span.duration());
    worker.working = worker.working || (span.begin <= t && t < span.end);
    worker.finished = worker.finished && span.end <= t;
    if (span.begin > t || span.first >= costs.size())
        return;
    const std::size_t last = std::min<std::size_t>(span.first + span.count, costs.size());
    const double all =
        std::accumulate(costs.begin() + span.first, costs.begin() + static_cast<std::ptrdiff_t>(last), 0.0);
    const double share = span.end <= t ? 1
                                       : static_cast<double>(t - span.begin) /
                                             static_cast<double>(std::max<Nanoseconds>(span.duration(), 1));
    double left = all * share;
    for (std::size_t unit = span.first; unit < last && (left > 0 || share == 1); ++unit) {
        const double done = share == 1 ? 1 : std::min(left / std::max(costs[unit], 1e-12), 1.0);
        shares.units[unit] = {done, lane, true};
        shares.done += done * costs[unit];
        left -= costs[unit];
    }
}

} // namespace

std::vector<double> unitCosts(const scenario::Scene& scene)
{
    const auto units =
        scene.tasks.empty() ? 0 : static_cast<std::size_t>(scenario::unitCount(scene.tasks.front()));
    std::vector<double> costs(units, 1.0);
    if (!scene.exhibits.empty() && scene.exhibits.front().values)
        std::copy_n(scene.exhibits.front().values.get(),
                    std::min(units, static_cast<std::size_t>(scene.exhibits.front().elementCount())),
                    costs.begin());
    return costs;
}

WorkShares workShares(const scenario::Scene& scene, const trace::Trace& trace, Nanoseconds t)
{
    const std::vector<double> costs = unitCosts(scene);
    WorkShares shares;
    shares.units.resize(costs.size());
    shares.workers.resize(trace.lanes().size());
    Nanoseconds sum = 0;
    for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
        shares.workers[lane].finished = true;
        for (const trace::Span& span : trace.lanes()[lane].spans) {
            if (span.state == State::Computing && span.task == base::TaskId{0})
                addSpan(span, lane, t, costs, shares);
        }
        shares.longest = std::max(shares.longest, shares.workers[lane].whole);
        sum += shares.workers[lane].whole;
    }
    if (!shares.workers.empty())
        shares.mean = static_cast<double>(sum) / static_cast<double>(shares.workers.size());
    const double all = std::accumulate(costs.begin(), costs.end(), 0.0);
    shares.done = all > 0 ? shares.done / all : 0;
    return shares;
}

} // namespace lab::widgets
