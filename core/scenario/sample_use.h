// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

namespace lab::scenario {

/// Whether the scenario, with these settings (complete), works on Request::samples.
bool usesSamples(const ScenarioInfo& info, const Settings& settings);

/// Drops samples that the scenario does not work on, so that nobody takes them for its inputs. `request` is
/// complete otherwise. Throws ParameterError where labels are needed and there are none.
void completeSamples(const ScenarioInfo& info, Request& request);

} // namespace lab::scenario
