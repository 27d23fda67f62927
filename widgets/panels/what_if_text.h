// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/what_if.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace lab::widgets {

/// A prediction that was held against the real thing.
struct CheckedChange
{
    std::string key;  ///< of the scenario's change
    double share = 1; ///< see scenario::WhatIf
    session::Prediction prediction;
    session::Check check;
};

/// "What if …?" as far as it has come.
struct Asked
{
    std::string key = {};                               ///< of the scenario's change; empty: nothing is asked
    double share = 0;                                   ///< of its time that the work takes; 0: as declared
    std::optional<session::Prediction> prediction = {}; ///< absent until it is there
    std::vector<session::CurvePoint> curve = {};
    std::vector<CheckedChange> checks = {}; ///< of all changes of the same result, oldest first
};

/// The change that is asked for; absent where nothing is, or the scenario has no such.
std::optional<scenario::WhatIf> changeOf(const scenario::ScenarioInfo& info, const Asked& asked);

/// The newest check of what is asked; null where there is none.
const CheckedChange* checkOf(const scenario::WhatIf& change, const Asked& asked);

/// "1.62×".
QString timesText(double factor);
/// "1.58× (1.55–1.61)", the interval unbroken.
QString measuredText(const session::Check& check);
/// "3 % off", and whether the measured interval holds the prediction: "3 % off, within the interval".
QString errorText(const session::Prediction& prediction, const session::Check& check);

/// "Loading takes half the time (pipelined): predicted 1.62× as fast, measured 1.58× (1.55–1.61), 3 % off.
/// That is far off …". `variant`: label of the one whose recording is changed.
QString whatIfSentence(const scenario::WhatIf& change, const QString& variant,
                       const session::Prediction& prediction, const std::optional<session::Check>& check);

/// The same of what is asked, as far as it has come; empty where nothing is.
QString askedSentence(const scenario::ScenarioInfo& info, const Asked& asked);

} // namespace lab::widgets
