// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"

#include <memory>
#include <span>

namespace lab::scenarios::load_balance {

inline constexpr base::TaskId kAttentionTask{0};

/// Rows of attention, each with its cost.
std::shared_ptr<const scenario::Scene> balanceScene(std::span<const double> costs);

} // namespace lab::scenarios::load_balance
