// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>

namespace lab::scenarios::pool_size {

/// Tasks that compute, that wait for storage, and that do both, on pools of any size.
std::unique_ptr<const scenario::Scenario> make();

} // namespace lab::scenarios::pool_size
