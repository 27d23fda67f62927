// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>

namespace lab::scenarios::batch_layout {

/// Samples times weights: from a list of separate arrays, from one contiguous batch, or packed first.
std::unique_ptr<const scenario::Scenario> make();

} // namespace lab::scenarios::batch_layout
