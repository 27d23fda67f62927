// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"

#include <memory>

namespace lab::scenarios::tiny_operations {

inline constexpr base::TaskId kSquareTask{0};
inline constexpr base::TaskId kCreateTask{1}; ///< on the main thread, a unit a thread
inline constexpr base::TaskId kBeginTask{2};  ///< of a thread, from the wish for it to its first instruction

/// `numbers` squared in parts of `part`; `threads` are started for it, 0 for none.
std::shared_ptr<const scenario::Scene> tinyScene(std::int64_t numbers, std::int64_t part,
                                                 std::int64_t threads);

} // namespace lab::scenarios::tiny_operations
