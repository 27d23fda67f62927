// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"

#include <memory>
#include <vector>

namespace lab::scenarios::lock_contention {

inline constexpr base::TaskId kOutsideTask{0};
inline constexpr base::TaskId kInsideTask{1};

/// `added`: what each round adds to the total. `locks`: how many guard it, 0 for none; where there are
/// several, round i is added under lock i modulo their number, to a part of its own.
std::shared_ptr<const scenario::Scene> contentionScene(const std::vector<float>& added, std::uint32_t locks);

} // namespace lab::scenarios::lock_contention
