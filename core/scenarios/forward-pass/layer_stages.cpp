// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/forward-pass/layer_stages.h"

namespace lab::scenarios::forward_pass {

std::vector<StageGroup> groupLayers(const kernels::Network& network, int workers)
{
    std::vector<double> products;
    for (std::size_t layer = 0; layer < network.layerCount(); ++layer)
        products.push_back(static_cast<double>(network.inputs(layer) * network.outputs(layer)));
    return groupStages(products, workers);
}

} // namespace lab::scenarios::forward_pass
