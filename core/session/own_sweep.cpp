// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/own_sweep.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace lab::session {

namespace {

constexpr const char* kWorkers = "workers";
constexpr int kFewestPoints = 2;
constexpr int kMostPoints = 64;
constexpr int kWidestPoints = 10;
constexpr std::int64_t kNarrow = 4; // times: less than a decade's marks

bool usesWorkers(const scenario::ScenarioInfo& info)
{
    return std::any_of(info.variants.begin(), info.variants.end(),
                       [](const scenario::Variant& variant) { return variant.usesPool; });
}

std::string listed(const std::vector<std::string>& words)
{
    std::string list;
    for (const std::string& word : words)
        list += (list.empty() ? "" : ", ") + word;
    return list;
}

std::string namesOf(const scenario::ScenarioInfo& info)
{
    return listed(sweepable(info));
}

const scenario::Parameter& parameterOf(const scenario::ScenarioInfo& info, const std::string& name)
{
    static const scenario::Parameter workers = scenario::Parameter::integer(
        kWorkers, kWorkers, "", 1, 1, scenario::kMostWorkers, scenario::Parameter::Scale::Logarithmic, "");
    if (name == kWorkers && usesWorkers(info))
        return workers;
    for (const scenario::Parameter& parameter : info.parameters) {
        if (parameter.name == name && parameter.kind == scenario::Parameter::Kind::Integer)
            return parameter;
    }
    throw scenario::ParameterError("'" + name + "' cannot be swept; what can: " + namesOf(info));
}

std::string keysOf(const std::vector<scenario::Sweep>& sweeps)
{
    std::vector<std::string> keys(sweeps.size());
    std::transform(sweeps.begin(), sweeps.end(), keys.begin(),
                   [](const scenario::Sweep& sweep) { return sweep.key; });
    return listed(keys);
}

[[noreturn]] void refuse(std::string_view text, const scenario::ScenarioInfo& info)
{
    const std::string ready = info.sweeps.empty() ? "" : "one of " + keysOf(info.sweeps) + ", or ";
    throw scenario::ParameterError(
        "a sweep cannot be '" + std::string(text) + "': it is " + ready +
        "name=from:to, name=from:to:points or name=from:to:points:linear (or :logarithmic), "
        "with one of: " +
        namesOf(info));
}

// Nothing is a factor away from 0.
scenario::Parameter::Scale scaleFrom(std::int64_t low, scenario::Parameter::Scale wanted)
{
    return low > 0 ? wanted : scenario::Parameter::Scale::Linear;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

} // namespace

double twoDigits(double value)
{
    const double step = std::pow(10, std::max(0.0, std::floor(std::log10(value)) - 1));
    return std::round(value / step) * step;
}

std::vector<std::int64_t> spread(std::int64_t low, std::int64_t high, int points,
                                 scenario::Parameter::Scale scale)
{
    std::vector<std::int64_t> values;
    const auto first = static_cast<double>(low);
    const auto last = static_cast<double>(high);
    const bool byFactors = scale == scenario::Parameter::Scale::Logarithmic && low > 0;
    const double factor = std::pow(last / first, 1.0 / std::max(1, points - 1));
    const bool whole = std::abs(factor - std::round(factor)) < 1e-9; // 8, 16, 32 stay what they are
    for (int i = 0; i < points; ++i) {
        const double share = points > 1 ? i / (points - 1.0) : 0;
        double value = byFactors ? first * std::pow(factor, i) : first + share * (last - first);
        if (byFactors && !whole && i > 0 && i < points - 1) {
            const double round = twoDigits(value);
            const double gap = value * (1 - 1 / factor); // to the one before
            value = 2 * std::abs(round - value) < gap ? round : value;
        }
        values.push_back(std::clamp<std::int64_t>(std::llround(value), low, high));
    }
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

std::vector<std::string> sweepable(const scenario::ScenarioInfo& info)
{
    std::vector<std::string> names;
    for (const scenario::Parameter& parameter : info.parameters) {
        if (parameter.kind == scenario::Parameter::Kind::Integer)
            names.push_back(parameter.name);
    }
    if (usesWorkers(info))
        names.emplace_back(kWorkers);
    return names;
}

SweepRange widestRange(const scenario::ScenarioInfo& info, const std::string& parameter, int cores)
{
    const scenario::Parameter& declared = parameterOf(info, parameter);
    const std::int64_t high =
        parameter == kWorkers ? std::min(4 * cores, scenario::kMostWorkers) : declared.highest;
    return {parameter, declared.lowest, high, kWidestPoints, scaleFrom(declared.lowest, declared.scale)};
}

scenario::Sweep sweepOver(const scenario::ScenarioInfo& info, const SweepRange& range)
{
    const scenario::Parameter& parameter = parameterOf(info, range.parameter);
    parameter.check(range.low);
    parameter.check(range.high);
    if (range.low >= range.high)
        throw scenario::ParameterError("a sweep of '" + range.parameter + "' from " +
                                       std::to_string(range.low) + " to " + std::to_string(range.high) +
                                       " has no range: the second must be larger");
    if (range.scale == scenario::Parameter::Scale::Logarithmic && range.low <= 0)
        throw scenario::ParameterError("a sweep of '" + range.parameter +
                                       "' by equal factors cannot begin at " + std::to_string(range.low) +
                                       ": begin at 1, or sweep by equal steps (linear)");
    if (range.points < kFewestPoints || range.points > kMostPoints)
        throw scenario::ParameterError("a sweep takes " + std::to_string(kFewestPoints) + " to " +
                                       std::to_string(kMostPoints) + " points, not " +
                                       std::to_string(range.points));
    scenario::Sweep sweep;
    sweep.key = "own";
    sweep.label = "Sweep " + parameter.label;
    sweep.parameter = range.parameter;
    sweep.values = spread(range.low, range.high, range.points, range.scale);
    sweep.series = {{info.variants.at(info.main).label}};
    sweep.axisLabel = parameter.label + (parameter.unit.empty() ? "" : " (" + parameter.unit + ")");
    const bool narrow = range.high < kNarrow * range.low; // where factors and steps look alike
    sweep.scale = narrow ? scenario::Parameter::Scale::Linear : range.scale;
    return sweep;
}

SweepRange parseSweepRange(const scenario::ScenarioInfo& info, std::string_view text)
{
    const std::size_t sign = text.find('=');
    if (sign == std::string_view::npos)
        refuse(text, info);
    SweepRange range;
    range.parameter = text.substr(0, sign);
    range.scale = parameterOf(info, range.parameter).scale;
    const auto parts = split(text.substr(sign + 1), ':');
    if (parts.size() < 2 || parts.size() > 4)
        refuse(text, info);
    const auto read = [&](std::string_view part, auto& number) {
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
        if (error != std::errc() || end != part.data() + part.size())
            refuse(text, info);
    };
    read(parts[0], range.low);
    read(parts[1], range.high);
    range.scale = scaleFrom(range.low, range.scale);
    if (parts.size() > 2)
        read(parts[2], range.points);
    if (parts.size() > 3) {
        if (parts[3] != "linear" && parts[3] != "logarithmic")
            refuse(text, info);
        range.scale = parts[3] == "linear" ? scenario::Parameter::Scale::Linear
                                           : scenario::Parameter::Scale::Logarithmic;
    }
    return range;
}

} // namespace lab::session
