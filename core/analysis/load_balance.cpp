// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/load_balance.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <queue>
#include <utility>

namespace lab::analysis {

double blocksSpeedup(double workers)
{
    return workers / (2 - 1 / workers);
}

double shortestSchedule(std::span<const double> costs, int workers)
{
    if (costs.empty())
        return 0;
    return std::max(*std::max_element(costs.begin(), costs.end()),
                    std::accumulate(costs.begin(), costs.end(), 0.0) / workers);
}

double listScheduleBound(double workers)
{
    return 2 - 1 / workers;
}

double longestFirstBound(double workers)
{
    return 4.0 / 3 - 1 / (3 * workers);
}

std::vector<double> listSchedule(std::span<const double> costs, int workers)
{
    using Free = std::pair<double, std::size_t>; // when, who
    std::priority_queue<Free, std::vector<Free>, std::greater<>> free;
    for (std::size_t worker = 0; worker < static_cast<std::size_t>(workers); ++worker)
        free.emplace(0.0, worker);
    std::vector<double> loads(static_cast<std::size_t>(workers), 0.0);
    for (const double cost : costs) {
        const std::size_t worker = free.top().second;
        free.pop();
        loads[worker] += cost;
        free.emplace(loads[worker], worker);
    }
    return loads;
}

std::vector<double> loadsOf(std::span<const double> costs, std::span<const std::uint32_t> owners, int workers)
{
    std::vector<double> loads(static_cast<std::size_t>(workers), 0.0);
    for (std::size_t task = 0; task < costs.size(); ++task)
        loads[owners[task]] += costs[task];
    return loads;
}

double speedupOf(std::span<const double> loads)
{
    const double longest = loads.empty() ? 0 : *std::max_element(loads.begin(), loads.end());
    return longest > 0 ? std::accumulate(loads.begin(), loads.end(), 0.0) / longest : 1;
}

} // namespace lab::analysis
