// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/what_if.h"
#include "core/session/run_session.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace lab::session {

/// How many times as fast a variant would be.
struct Prediction
{
    double recorded = 0;  ///< ns of the recorded iteration
    double predicted = 0; ///< ns that it would have taken
    double factor() const { return predicted > 0 ? recorded / predicted : 1; }
};

/// From the recording of the changed variant in `state`. Absent where there is none, or it is not explained.
std::optional<Prediction> predict(const scenario::WhatIf& whatIf, const RunState& state);

/// How many times as fast a variant would be, were the work that gets faster to take `share` of its time.
struct CurvePoint
{
    double share = 1;
    double factor = 1;
};

/// From the whole time down to none in `steps`; a replay each, so off the GUI thread. Empty where no work
/// gets faster, where there is no prediction, and when it is stopped.
std::vector<CurvePoint> curve(const scenario::WhatIf& whatIf, const RunState& state, int steps,
                              const std::stop_token& stop = {});

/// How many times as fast it really is.
struct Check
{
    double factor = 1;
    analysis::Interval interval{1, 1}; ///< 95 %; of two runs the widest that theirs allow
};

/// What has to be measured for it: nothing but `before` where the counterpart is a variant of it, else a run
/// of its own. Absent where there is no counterpart, or the parameter can change no further. The settings of
/// `request` must be complete.
std::optional<scenario::Request> requestOf(const scenario::WhatIf& whatIf, const scenario::ScenarioInfo& info,
                                           const scenario::Request& request);

/// `after`: the run with requestOf(), or `before` where the counterpart is a variant of that. Absent where a
/// variant was not measured, or not often enough for an interval.
std::optional<Check> check(const scenario::WhatIf& whatIf, const RunState& before, const RunState& after);

/// Predicted ÷ measured − 1.
double errorOf(const Prediction& prediction, const Check& check);
/// The measured interval holds it.
bool isWithin(const Prediction& prediction, const Check& check);
/// By more than 15 %, and not within the interval: an assumption of the prediction broke.
bool isFarOff(const Prediction& prediction, const Check& check);

} // namespace lab::session
