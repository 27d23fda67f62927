// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/tiny-operations/tiny_finding.h"

#include <cmath>
#include <cstdio>

namespace lab::scenarios::tiny_operations {

namespace {

using scenario::SweepPoint;

// Two digits: "2.1", "35", "640".
std::string twoDigits(double value)
{
    char text[32];
    if (value < 10)
        std::snprintf(text, sizeof text, "%.2g", value);
    else
        std::snprintf(text, sizeof text, "%.0f",
                      value < 100 ? std::round(value) : std::round(value / 10) * 10);
    return text;
}

struct Unit
{
    double ones = 1;
    const char* word = "";
};

Unit unitFor(double numbers)
{
    if (numbers >= 0.95e6)
        return {1e6, " million"};
    if (numbers >= 950)
        return {1e3, " thousand"};
    return {};
}

std::string amount(double numbers)
{
    const Unit unit = unitFor(numbers);
    return twoDigits(numbers / unit.ones) + unit.word;
}

// With a space before and in parentheses.
std::string bounds(const analysis::Crossing& crossing)
{
    if (crossing.openBelow && crossing.openAbove)
        return " (not certain)";
    if (crossing.openBelow)
        return " (at most " + amount(crossing.interval.high) + ")";
    if (crossing.openAbove)
        return " (at least " + amount(crossing.interval.low) + ")";
    if (amount(crossing.interval.low) == amount(crossing.interval.high))
        return {}; // closer than two digits tell
    const Unit low = unitFor(crossing.interval.low);
    const Unit high = unitFor(crossing.interval.high);
    const std::string first =
        low.ones == high.ones ? twoDigits(crossing.interval.low / low.ones) : amount(crossing.interval.low);
    return " (" + first + " – " + amount(crossing.interval.high) + ")";
}

} // namespace

std::string payingFrom(const scenario::SweepResult& result)
{
    std::string text;
    for (std::size_t s = 0; s < result.sweep.series.size(); ++s) {
        const SweepPoint* largest = nullptr;
        bool always = true;
        for (const SweepPoint& point : result.points) {
            if (point.series != s)
                continue;
            always = always && point.speedup >= 1;
            if (!largest || point.x > largest->x)
                largest = &point;
        }
        if (!largest)
            continue;
        text += (text.empty() ? "" : "; ") + result.sweep.series[s].label;
        if (const auto crossing = s < result.crossings.size() ? result.crossings[s] : std::nullopt)
            text += " pay from " + amount(crossing->x) + " numbers" + bounds(*crossing);
        else if (always)
            text += " pay wherever measured";
        else
            text += " never pay, up to " + amount(largest->x) + " numbers";
    }
    if (text.empty())
        return text;
    text.front() = static_cast<char>(text.front() >= 'a' && text.front() <= 'z' ? text.front() - 'a' + 'A'
                                                                                : text.front());
    return text + ".";
}

} // namespace lab::scenarios::tiny_operations
