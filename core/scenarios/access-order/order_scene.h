// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"
#include "core/scenarios/access-order/traversal.h"

#include <memory>

namespace lab::scenarios::access_order {

/// The only task of every scene.
inline constexpr base::TaskId kSumTask{0};

/// The matrix "A", without its values, and the order in which `traversal` visits it. A unit is a band.
std::shared_ptr<const scenario::Scene> makeScene(const Traversal& traversal,
                                                 scenario::TraversalDetails details);

} // namespace lab::scenarios::access_order
