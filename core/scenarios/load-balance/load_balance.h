// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>

namespace lab::scenarios::load_balance {

/// Rows of causal attention, the longer the later, shared out in eight ways.
std::unique_ptr<const scenario::Scenario> make();

} // namespace lab::scenarios::load_balance
