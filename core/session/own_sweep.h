// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

namespace lab::session {

/// A range that a person asks for: "images from 1 to 1024 in 8 steps, logarithmic".
struct SweepRange
{
    std::string parameter; ///< a whole-number parameter of the scenario, or "workers"
    std::int64_t low = 1;
    std::int64_t high = 1;
    int points = 8; ///< 2 … 64; fewer are measured where whole numbers coincide
    scenario::Parameter::Scale scale = scenario::Parameter::Scale::Logarithmic;
};

/// Rounded to a number that can be said aloud: 2 200 rather than 2 154. For values from 1.
double twoDigits(double value);

/// Whole numbers from `low` to `high`, both included, ascending, each once. By factors that are not whole,
/// those between are rounded to two digits, unless that would move one towards its neighbour.
std::vector<std::int64_t> spread(std::int64_t low, std::int64_t high, int points,
                                 scenario::Parameter::Scale scale);

/// The sweep of the scenario's main variant over that range. Throws ParameterError with the name, the value
/// and what is allowed.
scenario::Sweep sweepOver(const scenario::ScenarioInfo& info, const SweepRange& range);

/// The widest range that can be asked for of `parameter`, on its own scale; of the workers, up to four times
/// `cores`. Throws ParameterError for one that cannot be swept.
SweepRange widestRange(const scenario::ScenarioInfo& info, const std::string& parameter, int cores);

/// Names of the parameters that can be swept, "workers" last.
std::vector<std::string> sweepable(const scenario::ScenarioInfo& info);

/// Reads "images=1:1024", "images=1:1024:12" or "images=1:1024:12:linear". Throws ParameterError.
SweepRange parseSweepRange(const scenario::ScenarioInfo& info, std::string_view text);

} // namespace lab::session
