// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/sweep_result.h"

#include <string>

namespace lab::scenarios::tiny_operations {

/// From how many numbers on each series pays: "Four new threads pay from 2.1 million numbers (1.7 – 2.6
/// million); …". Says which never does and which always does. Empty without points.
std::string payingFrom(const scenario::SweepResult& result);

} // namespace lab::scenarios::tiny_operations
