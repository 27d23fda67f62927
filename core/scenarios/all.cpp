// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/all.h"

#include "core/scenarios/batch-convolution/batch_convolution.h"
#include "core/scenarios/batch-layout/batch_layout.h"
#include "core/scenarios/forward-pass/forward_pass.h"
#include "core/scenarios/matmul-ladder/matmul_ladder.h"

namespace lab::scenarios {

scenario::Registry all()
{
    scenario::Registry registry;
    registry.add(batch_convolution::make());
    registry.add(matmul_ladder::make());
    registry.add(forward_pass::make());
    registry.add(batch_layout::make());
    return registry;
}

} // namespace lab::scenarios
