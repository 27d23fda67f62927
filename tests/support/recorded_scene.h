// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"

#include <nlohmann/json.hpp>

namespace lab::tests {

/// What of a scene depends on the machine it was made on: loop nests (tiles as this CPU's registers hold
/// them), addresses, cores, cache lines and modelled caches. Addresses are moved to where a fixed block
/// begins; curves of misses are thinned.
nlohmann::json machineParts(const scenario::Scene& scene);

/// `scene` with those parts as they were on the machine that recorded them. Throws std::runtime_error when
/// they belong to another scene.
std::shared_ptr<const scenario::Scene> withMachineParts(const scenario::Scene& scene,
                                                        const nlohmann::json& parts);

} // namespace lab::tests
