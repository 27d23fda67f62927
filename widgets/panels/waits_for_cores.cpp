// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/waits_for_cores.h"

#include <QCoreApplication>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr double kWorthTelling = 0.005; // of the time of all workers

} // namespace

void tellWaitsForCores(std::vector<BreakdownPart>& parts, double share)
{
    using Kind = BreakdownPart::Kind;
    if (share < kWorthTelling)
        return;
    double taken = 0;
    for (const Kind from : {Kind::Slowdown, Kind::StartUp, Kind::Other, Kind::Imbalance}) {
        const auto part = std::find_if(parts.begin(), parts.end(),
                                       [&](const BreakdownPart& each) { return each.kind == from; });
        const double some = std::min(std::max(part->share, 0.0), share - taken);
        part->share -= some;
        taken += some;
    }
    const auto behind = std::find_if(parts.begin(), parts.end(),
                                     [](const BreakdownPart& each) { return each.kind == Kind::Imbalance; });
    parts.insert(behind, {Kind::NoCore, QCoreApplication::translate("Result", "no core"), taken});
}

} // namespace lab::widgets
