// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/all.h"

#include "core/scenarios/batch-convolution/batch_convolution.h"

namespace lab::scenarios {

scenario::Registry all()
{
    scenario::Registry registry;
    registry.add(batch_convolution::make());
    return registry;
}

} // namespace lab::scenarios
