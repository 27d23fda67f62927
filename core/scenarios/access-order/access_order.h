// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>

namespace lab::scenarios::access_order {

/// The sum of a matrix by rows, by columns and by tiles, on one worker and on many.
std::unique_ptr<const scenario::Scenario> make();

} // namespace lab::scenarios::access_order
