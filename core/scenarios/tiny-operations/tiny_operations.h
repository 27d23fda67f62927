// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>

namespace lab::scenarios::tiny_operations {

/// Squaring numbers: by one thread, by threads started for it, and by workers that are there already.
std::unique_ptr<const scenario::Scenario> make();

} // namespace lab::scenarios::tiny_operations
