// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/false-sharing/line_finding.h"

#include <algorithm>

namespace lab::scenarios::false_sharing {

namespace {

// Small steps that are nevertheless significant come from where the counters lie otherwise.
constexpr double kSmallestJump = 1.25;

} // namespace

std::string lineFinding(std::vector<scenario::SweepPoint> points, bool complete)
{
    std::sort(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
    double largest = 0;
    std::size_t at = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const double jump = points[i].speedup / points[i - 1].speedup;
        if (points[i].interval.low > points[i - 1].interval.high && jump >= kSmallestJump && jump > largest) {
            largest = jump;
            at = i;
        }
    }
    if (largest > 0) {
        const std::string after = std::to_string(points[at].value);
        return "The jump is between " + std::to_string(points[at - 1].value) + " and " + after +
               " bytes: the line found here is " + after + " bytes.";
    }
    if (!complete)
        return {};
    return "No jump was found: no distance is clearly faster than the one before it. With one worker, nobody "
           "else writes to its line.";
}

} // namespace lab::scenarios::false_sharing
