// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"
#include "core/scenarios/false-sharing/counters.h"

#include <cstdint>
#include <memory>

namespace lab::scenarios::false_sharing {

/// The only task of every scene.
inline constexpr base::TaskId kIncrementsTask{0};

/// The lines that the counters of `workers` workers lie in, and `batches` batches of `perBatch` increments.
std::shared_ptr<const scenario::Scene> makeScene(const Layout& layout, std::int64_t workers,
                                                 std::int64_t batches, std::int64_t perBatch);

} // namespace lab::scenarios::false_sharing
