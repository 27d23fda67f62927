// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/machine.h"
#include "core/session/run_session.h"

#include <string>

namespace lab::app {

/// A finished run for other programs. Times are in nanoseconds, and their names say so.
std::string runJson(const scenario::ScenarioInfo& info, const session::RunState& state,
                    const machine::Machine& machine);

} // namespace lab::app
