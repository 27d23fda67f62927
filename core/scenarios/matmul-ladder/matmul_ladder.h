// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>

namespace lab::scenarios::matmul_ladder {

/// One product Y = X·W, from three interpreted loops to a library on all workers.
std::unique_ptr<const scenario::Scenario> make();

} // namespace lab::scenarios::matmul_ladder
