// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/what_if.h"
#include "core/trace/state.h"

#include <string>
#include <vector>

namespace lab::scenario {

/// "What if the lock cost nothing?": a change to the recording of one variant, and what can be run to see
/// whether the prediction holds.
struct WhatIf
{
    std::string key;     ///< "free-lock"
    std::string label;   ///< "The lock costs nothing"
    std::string variant; ///< key of the one whose recording is changed

    std::vector<trace::State> faster = {}; ///< work of these states takes
    double share = 1;                      ///< this share of its time
    std::string part = {};                 ///< what that work is: "Loading"
    bool locksAreFree = false;
    bool balanced = false; ///< the work is shared evenly, whatever its parts

    /// The real thing: another variant, or this one with a parameter multiplied by `factor`. Both empty:
    /// there is none.
    std::string realVariant = {};
    std::string parameter = {};
    double factor = 1;
    std::string assumption = {}; ///< what the prediction takes for granted, a sentence

    bool canBeChecked() const { return !realVariant.empty() || !parameter.empty(); }
    analysis::Change change() const;
    /// The same with another share, above 0; label and parameter go with it.
    WhatIf withShare(double other) const;
};

} // namespace lab::scenario
