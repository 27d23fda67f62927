// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/machine.h"
#include "core/scenario/scene.h"

#include <memory>

namespace lab::scenarios::pool_size {

inline constexpr base::TaskId kComputeTask{0};
inline constexpr base::TaskId kStorageTask{1}; ///< of the spans that wait; unit = the task that waits

/// `tasks` tasks, whose work is called `name`, on that machine's cores or hardware threads: whatever the
/// system runs one thread on at a time.
std::shared_ptr<const scenario::Scene> poolScene(std::int64_t tasks, const char* name,
                                                 const machine::Machine& machine);

} // namespace lab::scenarios::pool_size
