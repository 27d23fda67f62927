// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photo.h"
#include "core/kernels/tensor.h"
#include "core/scenario/scenario.h"

#include <memory>
#include <vector>

namespace lab::scenarios {

/// The request's photos; where it has none, those that the program carries (read once a process), never
/// empty. Throws std::runtime_error when they cannot be read.
std::shared_ptr<const std::vector<base::Photo>> photosOf(const scenario::Request& request);

/// 3 × height × width, red, green, blue, 0 … 1.
kernels::Tensor planesOf(const base::Photo& photo);

/// 1 × height × width: 0.299 red + 0.587 green + 0.114 blue (luma of ITU-R BT.601), 0 … 1.
kernels::Tensor greyOf(const base::Photo& photo);

} // namespace lab::scenarios
