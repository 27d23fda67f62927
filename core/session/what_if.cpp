// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/what_if.h"

#include "core/session/findings.h"

#include <algorithm>
#include <cmath>

namespace lab::session {

namespace {

const VariantResult* resultOf(const RunState& state, const std::string& key)
{
    const auto found = std::find_if(state.variants.begin(), state.variants.end(),
                                    [&](const VariantResult& result) { return result.variant.key == key; });
    return found == state.variants.end() || found->median <= 0 ? nullptr : &*found;
}

} // namespace

std::optional<Prediction> predict(const scenario::WhatIf& whatIf, const RunState& state)
{
    const VariantResult* result = resultOf(state, whatIf.variant);
    if (!result || !result->capture || !result->capture->why)
        return std::nullopt;
    const trace::Trace& trace = *result->capture->trace;
    const analysis::Causes& causes = result->capture->why->causes;
    const analysis::Change change = whatIf.change();
    return Prediction{static_cast<double>(trace.duration()),
                      whatIf.balanced ? analysis::balancedTime(trace, causes, change)
                                      : analysis::predictedTime(trace, causes, change)};
}

std::vector<CurvePoint> curve(const scenario::WhatIf& whatIf, const RunState& state, int steps,
                              const std::stop_token& stop)
{
    std::vector<CurvePoint> points;
    if (whatIf.faster.empty())
        return points;
    scenario::WhatIf each = whatIf;
    for (int i = 0; i <= steps; ++i) {
        each.share = 1 - static_cast<double>(i) / steps;
        const auto prediction = predict(each, state);
        if (!prediction || stop.stop_requested())
            return {};
        points.push_back({each.share, prediction->factor()});
    }
    return points;
}

std::optional<scenario::Request> requestOf(const scenario::WhatIf& whatIf, const scenario::ScenarioInfo& info,
                                           const scenario::Request& request)
{
    if (whatIf.parameter.empty())
        return whatIf.realVariant.empty() ? std::nullopt : std::optional(request);
    const auto declared =
        std::find_if(info.parameters.begin(), info.parameters.end(),
                     [&](const scenario::Parameter& each) { return each.name == whatIf.parameter; });
    const auto set = request.settings.find(whatIf.parameter);
    if (declared == info.parameters.end() || set == request.settings.end())
        return std::nullopt;
    const std::int64_t before = std::get<std::int64_t>(set->second);
    const std::int64_t after = std::llround(static_cast<double>(before) * whatIf.factor);
    if (after == before || after < declared->lowest || after > declared->highest)
        return std::nullopt;
    scenario::Request changed = request;
    changed.settings[whatIf.parameter] = after;
    return changed;
}

std::optional<Check> check(const scenario::WhatIf& whatIf, const RunState& before, const RunState& after)
{
    const std::string& key = whatIf.realVariant.empty() ? whatIf.variant : whatIf.realVariant;
    const VariantResult* from = resultOf(before, whatIf.variant);
    const VariantResult* to = resultOf(after, key);
    if (!from || !to || !hasInterval(before, *from) || !hasInterval(after, *to))
        return std::nullopt;
    const auto sameRounds = [](const std::vector<double>& a, const std::vector<double>& b) {
        return a.size() == b.size();
    };
    if (&before == &after && std::equal(from->samples.begin(), from->samples.end(), to->samples.begin(),
                                        to->samples.end(), sameRounds)) {
        const analysis::Estimate ratio = analysis::placedMedianRatio(from->samples, to->samples);
        return Check{ratio.value, ratio.interval};
    }
    return Check{from->median / to->median,
                 {from->interval.low / to->interval.high, from->interval.high / to->interval.low}};
}

double errorOf(const Prediction& prediction, const Check& check)
{
    return prediction.factor() / check.factor - 1;
}

bool isWithin(const Prediction& prediction, const Check& check)
{
    return check.interval.low <= prediction.factor() && prediction.factor() <= check.interval.high;
}

bool isFarOff(const Prediction& prediction, const Check& check)
{
    constexpr double kFarOff = 0.15;
    return std::abs(errorOf(prediction, check)) > kFarOff && !isWithin(prediction, check);
}

} // namespace lab::session
