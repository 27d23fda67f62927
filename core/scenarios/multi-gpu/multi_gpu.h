// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>

namespace lab::scenarios::multi_gpu {

/// One training step on several emulated GPUs: the batch split, or the layers.
std::unique_ptr<const scenario::Scenario> make();

} // namespace lab::scenarios::multi_gpu
