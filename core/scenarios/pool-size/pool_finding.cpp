// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/pool-size/pool_finding.h"

#include <algorithm>
#include <map>

namespace lab::scenarios::pool_size {

using scenario::SweepPoint;

const machine::Machine& machineHere()
{
    static const machine::Machine machine = machine::read();
    return machine;
}

std::vector<scenario::SweepAnnotations::Mark> rulesOfThumb(const machine::Machine& machine)
{
    const int cores = machine.cores;
    std::map<int, std::string> labels;
    const auto add = [&](int workers, const char* rule) {
        std::string& label = labels[workers];
        label += (label.empty() ? "" : ", ") + std::string(rule);
    };
    add(cores, "cores");
    if (machine.processors > cores)
        add(machine.processors, "hardware threads");
    add(std::min(8, cores), "min(8, cores)");
    add(2 * cores, "2 × cores");
    std::vector<scenario::SweepAnnotations::Mark> marks;
    marks.reserve(labels.size());
    for (const auto& [workers, label] : labels)
        marks.push_back({static_cast<double>(workers), label});
    return marks;
}

std::string bestPools(const scenario::SweepResult& result)
{
    std::string text;
    for (std::size_t s = 0; s < result.sweep.series.size(); ++s) {
        std::vector<SweepPoint> points;
        std::copy_if(result.points.begin(), result.points.end(), std::back_inserter(points),
                     [&](const SweepPoint& point) { return point.series == s; });
        if (points.empty())
            continue;
        std::sort(points.begin(), points.end(),
                  [](const SweepPoint& a, const SweepPoint& b) { return a.value < b.value; });
        const auto best =
            std::max_element(points.begin(), points.end(),
                             [](const SweepPoint& a, const SweepPoint& b) { return a.speedup < b.speedup; });
        const auto smallest = std::find_if(points.begin(), points.end(), [&](const SweepPoint& point) {
            return point.speedup >= best->interval.low;
        });
        text += (text.empty() ? "" : "; ") + result.sweep.series[s].label + ": best at " +
                std::to_string(smallest->value);
        if (points.size() > 1 && smallest->value == points.back().value)
            text += ", the most tried";
    }
    return text.empty() ? text : text + ".";
}

} // namespace lab::scenarios::pool_size
