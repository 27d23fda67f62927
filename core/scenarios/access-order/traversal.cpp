// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/access-order/traversal.h"

namespace lab::scenarios::access_order {

Traversal makeTraversal(Order order, std::int64_t n, std::int64_t tile)
{
    constexpr std::int64_t kMostBands = 128;
    constexpr std::int64_t kFewestBands = 8;
    constexpr std::int64_t kWantedElements = 16'384;
    Traversal traversal{order, n, std::min(tile, n), 1};
    if (order == Order::Tiles) {
        const std::int64_t tiles = (n + traversal.tile - 1) / traversal.tile;
        traversal.band = traversal.tile * ((tiles + kMostBands - 1) / kMostBands);
        return traversal;
    }
    const std::int64_t wanted = std::clamp(n * n / kWantedElements, kFewestBands, kMostBands);
    traversal.band = (n + wanted - 1) / wanted;
    return traversal;
}

std::int64_t longestChain(const Traversal& traversal)
{
    const bool tiled = traversal.order == Order::Tiles;
    const std::int64_t inRun = (tiled ? traversal.tile : traversal.n) / 4 + 5;
    const std::int64_t tilesDown = (traversal.n + traversal.tile - 1) / traversal.tile;
    const std::int64_t runs = tiled ? traversal.band * tilesDown : traversal.band;
    return inRun + runs + traversal.bands();
}

} // namespace lab::scenarios::access_order
