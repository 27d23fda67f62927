// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>

namespace lab::scenarios::gradient_accumulation {

/// Many workers compute gradients, and all of them go into one sum: what guards it, and what that costs.
std::unique_ptr<const scenario::Scenario> make();

} // namespace lab::scenarios::gradient_accumulation
