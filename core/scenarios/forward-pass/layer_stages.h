// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/network.h"
#include "core/scenarios/shared/stage_groups.h"

#include <vector>

namespace lab::scenarios::forward_pass {

/// The network's layers as stages, shared out by their products. See groupStages().
std::vector<StageGroup> groupLayers(const kernels::Network& network, int workers);

} // namespace lab::scenarios::forward_pass
