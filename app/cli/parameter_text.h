// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/parameter.h"

#include <string>

namespace lab::app {

/// What a parameter may be: "1 … 1024 px", "on | off", "awake | asleep".
std::string rangeText(const scenario::Parameter& parameter);

} // namespace lab::app
