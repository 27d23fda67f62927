// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/gradient-accumulation/group_finding.h"

#include <cstdint>
#include <map>
#include <optional>

namespace lab::scenarios::gradient_accumulation {

namespace {

constexpr double kClose = 0.9;

struct Speedups
{
    double locked = 0;
    double apart = 0;
};

} // namespace

std::string groupFinding(const std::vector<scenario::SweepPoint>& points, bool complete)
{
    std::map<std::int64_t, Speedups> byValue;
    for (const scenario::SweepPoint& point : points)
        (point.series == 0 ? byValue[point.value].locked : byValue[point.value].apart) = point.speedup;
    if (!complete || byValue.empty())
        return {};
    std::optional<std::int64_t> from;
    for (auto at = byValue.rbegin(); at != byValue.rend() && at->second.locked >= kClose * at->second.apart;
         ++at)
        from = at->first;
    if (!from)
        return "One lock does not come within a tenth of a sum per worker here.";
    const std::string close = "one lock is within a tenth of a sum per worker.";
    if (*from == byValue.begin()->first)
        return "Even " + std::to_string(*from) + (*from == 1 ? " sample" : " samples") +
               " per addition will do here: " + close;
    return "From " + std::to_string(*from) + " samples per addition on, " + close;
}

} // namespace lab::scenarios::gradient_accumulation
